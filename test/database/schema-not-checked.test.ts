import { describe, expect, test } from "vitest";
import { applyEdits } from "../../server/src/migration/edit/text-edit.ts";
import { engine } from "../engine.ts";
import { findingsOf, plainEnvironment, upgradeOf, withHelper } from "../rule-case.ts";
import { readRulePage } from "../rule-page.ts";
import { createProject, migration } from "./project.ts";
import { serverKinds } from "./servers.ts";
import { suiteDatabase } from "./suite-database.ts";

const rule = "schema-not-checked";

const setup = `
CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE TYPE e AS ENUM ('a');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`;

/** PostgreSQL refuses them where schema `x` is missing, and the rule says so. */
const seen = [
  "CREATE TABLE IF NOT EXISTS x.t (id integer)",
  "CREATE TABLE q (id integer REFERENCES x.t)",
  "CREATE TABLE q (c x.e)",
  "CREATE TABLE q (LIKE x.t)",
  "CREATE TABLE q () INHERITS (x.t)",
  "CREATE TABLE q PARTITION OF x.t DEFAULT",
  "CREATE TABLE q AS SELECT * FROM x.t",
  "ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES x.t",
  "ALTER TABLE x.t ADD COLUMN IF NOT EXISTS b integer",
  "ALTER TABLE t ADD COLUMN IF NOT EXISTS b x.e",
  "ALTER TABLE t ALTER COLUMN a TYPE x.e USING a::x.e",
  "ALTER TABLE t ALTER COLUMN a TYPE text COLLATE x.c",
  "ALTER TABLE t ALTER COLUMN a SET DEFAULT x.f()",
  "ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('x.s')",
  "ALTER TABLE IF EXISTS t SET SCHEMA x",
  "ALTER TYPE e SET SCHEMA x",
  "ALTER TYPE x.e ADD VALUE IF NOT EXISTS 'b'",
  "ALTER FUNCTION x.f() OWNER TO CURRENT_USER",
  "ALTER SCHEMA x RENAME TO y",
  "ALTER DEFAULT PRIVILEGES IN SCHEMA x GRANT SELECT ON TABLES TO PUBLIC",
  "CREATE INDEX IF NOT EXISTS i ON x.t (a)",
  "CREATE INDEX i ON t (a x.ops)",
  "CREATE OR REPLACE VIEW x.v AS SELECT 1",
  "CREATE VIEW v AS SELECT * FROM x.t",
  "CREATE MATERIALIZED VIEW v AS SELECT * FROM x.t",
  "CREATE SEQUENCE IF NOT EXISTS x.s",
  "CREATE TYPE x.e AS ENUM ('a')",
  "CREATE DOMAIN x.d AS integer",
  "CREATE OR REPLACE FUNCTION x.g() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
  "CREATE FUNCTION g() RETURNS SETOF x.t LANGUAGE plpgsql AS 'BEGIN RETURN; END'",
  "CREATE FUNCTION g(a x.e) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
  "CREATE FUNCTION g() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM x.t)",
  "CREATE TRIGGER tr BEFORE INSERT ON x.t FOR EACH ROW EXECUTE FUNCTION f()",
  "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION x.f()",
  "CREATE POLICY p ON x.t",
  "CREATE POLICY p ON t USING (id = x.uid())",
  "CREATE RULE r AS ON INSERT TO x.t DO NOTHING",
  "CREATE STATISTICS x.s ON id, a FROM t",
  "DROP TABLE x.t",
  "DROP TYPE x.e",
  "DROP FUNCTION x.f()",
  "DROP TRIGGER tr ON x.t",
  "DROP SCHEMA x",
  "GRANT SELECT ON x.t TO PUBLIC",
  "GRANT USAGE ON SCHEMA x TO PUBLIC",
  "GRANT SELECT ON ALL TABLES IN SCHEMA x TO PUBLIC",
  "GRANT EXECUTE ON FUNCTION x.f() TO PUBLIC",
  "REVOKE ALL ON SCHEMA x FROM PUBLIC",
  "COMMENT ON TABLE x.t IS 'a'",
  "COMMENT ON SCHEMA x IS 'a'",
  "COMMENT ON FUNCTION x.f() IS 'a'",
  "INSERT INTO x.t VALUES (1)",
  "INSERT INTO t SELECT id, '' FROM x.t",
  "UPDATE x.t SET a = ''",
  "UPDATE t SET a = '' FROM x.t u",
  "DELETE FROM x.t",
  "WITH gone AS (DELETE FROM x.t RETURNING id) SELECT 1",
  "TRUNCATE x.t",
  "REFRESH MATERIALIZED VIEW x.m",
  "SELECT * FROM x.t",
  "SELECT x.f()",
  "SELECT 'a'::x.e",
  "SELECT 'x.t'::regclass",
  "SELECT 1 OPERATOR(x.+) 2",
  "CALL x.p()",
  "DO $$ BEGIN PERFORM * FROM x.t; END $$",
];

/** PostgreSQL refuses them too; what the rule does not follow. */
const unseen = [
  "CREATE FUNCTION g() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM x.t'",
  "DO $$ DECLARE a x.t%ROWTYPE; BEGIN NULL; END $$",
  "SELECT has_schema_privilege('x', 'USAGE')",
];

/** They pass where the schema is missing. */
const passing = [
  "DROP TABLE IF EXISTS x.t",
  "DROP VIEW IF EXISTS x.v",
  "DROP INDEX IF EXISTS x.i",
  "DROP SEQUENCE IF EXISTS x.s",
  "DROP TYPE IF EXISTS x.e",
  "DROP FUNCTION IF EXISTS x.f()",
  "DROP FUNCTION IF EXISTS f(x.t)",
  "DROP TRIGGER IF EXISTS tr ON x.t",
  "DROP POLICY IF EXISTS p ON x.t",
  "DROP RULE IF EXISTS r ON x.t",
  "DROP SCHEMA IF EXISTS x CASCADE",
  "ALTER TABLE IF EXISTS x.t ADD COLUMN b x.e",
  "ALTER TABLE IF EXISTS x.t ADD FOREIGN KEY (id) REFERENCES x.u",
  "ALTER TABLE IF EXISTS x.t RENAME TO u",
  "ALTER TABLE IF EXISTS x.t RENAME COLUMN a TO b",
  "ALTER INDEX IF EXISTS x.i RENAME TO j",
  "ALTER SEQUENCE IF EXISTS x.s RESTART",
  "CREATE SCHEMA IF NOT EXISTS x",
  "CREATE FUNCTION g() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM x.t); END'",
  "SELECT to_regclass('x.t'), to_regtype('x.e'), to_regnamespace('x')",
  "SET LOCAL search_path = x, public",
];

describe.each(serverKinds)("without the schema, on $name", ({ start }) => {
  const { driver, database } = suiteDatabase(start, setup);

  test.each([...seen, ...unseen])("is refused: %s", async (statement) => {
    await expect(database().execute(statement)).rejects.toThrow(/(schema "x"|relation "x\.[ts]") does not exist/);
  });

  test.each(passing)("passes: %s", async (statement) => {
    await database().execute(`BEGIN; ${statement}; ROLLBACK`);
  });

  const { bad, good } = readRulePage(rule);
  const greet = "CREATE FUNCTION greet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
  const auth = "CREATE SCHEMA auth; CREATE TABLE auth.users (id integer PRIMARY KEY)";

  /** The schema that an upgrade with a script leaves. */
  async function upgraded(source: string, before: string): Promise<string> {
    await database().execute(before);
    const project = await createProject(driver, "migrations");
    try {
      await project.write("migrations/versions/parent.py", migration("0001_greet", null, {}));
      await project.write("migrations/versions/example.py", source);
      const { server } = database();
      const outcome = await driver.run({
        action: "upgrade",
        project: project.folder,
        url: server.url,
        revision: "head",
      });
      expect(outcome.error).toBeNull();
      return await database().schema();
    } finally {
      await project.remove();
    }
  }

  test("the bad and the good example do the same where the schema is there", async () => {
    const before = await upgraded(bad, `${greet}; ${auth}`);
    expect(before).toContain("CREATE TRIGGER greet_user AFTER INSERT ON auth.users");
    await database().reset();
    await database().execute(setup);
    const after = await upgraded(good, `${greet}; ${auth}`);
    expect(after).toBe(before);
  });

  test("the good example skips its work, and Alembic notes the revision", async () => {
    expect(await upgraded(good, greet)).not.toContain("greet_user");
    expect(await database().revisions()).toEqual(["0002_greeting"]);
  });

  test("the second fix skips where the schema is there without the table", async () => {
    expect(await upgraded(await withSecondFix(bad), `${greet}; CREATE SCHEMA auth`)).not.toContain("greet_user");
  });

  test("the second fix does the work where the table is there", async () => {
    expect(await upgraded(await withSecondFix(bad), `${greet}; ${auth}`)).toContain("greet_user");
  });
});

async function withSecondFix(source: string): Promise<string> {
  const [finding] = findingsOf(await engine(), source);
  const [second] = finding?.alternatives ?? [];
  if (second === undefined) throw new Error("no second fix");
  return applyEdits(source, second.edits);
}

describe(rule, () => {
  const found = async (statement: string) => {
    const context = { ...withHelper, environment: plainEnvironment };
    const findings = findingsOf(await engine(), upgradeOf(`op.execute("""${statement}""")`), { context });
    return findings.filter((finding) => finding.rule === rule);
  };

  test.each(seen)("sees: %s", async (statement) => {
    expect(await found(statement)).toHaveLength(1);
  });

  test.each([...unseen, ...passing])("is silent about: %s", async (statement) => {
    expect(await found(statement)).toEqual([]);
  });
});
