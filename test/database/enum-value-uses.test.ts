import { describe, expect, test } from "vitest";
import { engine } from "../engine.ts";
import { findingsOf, migration, plainEnvironment, withHelper } from "../rule-case.ts";
import { serverKinds } from "./servers.ts";
import { suiteDatabase } from "./suite-database.ts";

const rule = "enum-value-used-before-commit";
const table = "CREATE TABLE x (id integer, c t, arr t[], s text)";
const addition = "ALTER TYPE t ADD VALUE 'n'";

/** PostgreSQL refuses them after the addition, and the rule says so. */
const seen = [
  "INSERT INTO x (c) VALUES ('n')",
  "INSERT INTO x (id, c) VALUES (1, 'a'), (2, 'n')",
  "UPDATE x SET c = 'n'",
  "UPDATE x SET id = 1 WHERE c = 'n'",
  "UPDATE x AS y SET id = 1 WHERE y.c <> 'n'",
  "DELETE FROM x WHERE 'n' = c",
  "DELETE FROM x WHERE c IN ('a', 'n')",
  "SELECT id FROM x WHERE c BETWEEN 'a' AND 'n'",
  "SELECT id FROM x WHERE c = ANY (ARRAY['n']::t[])",
  "SELECT CASE WHEN false THEN 'n'::t END",
  "SELECT CAST('n' AS t)",
  "SELECT enum_range(NULL::t)",
  "INSERT INTO x (c) SELECT 'n'::t WHERE false",
  "ALTER TABLE x ADD COLUMN d t DEFAULT 'n'",
  "ALTER TABLE x ALTER COLUMN c SET DEFAULT 'n'",
  "ALTER TABLE x ALTER COLUMN s TYPE t USING CASE s WHEN 'z' THEN 'n'::t END",
  "ALTER TABLE x ADD CONSTRAINT ck CHECK (c <> 'n')",
  "CREATE TABLE y (c t DEFAULT 'n')",
  "CREATE TABLE y (c t, CHECK (c <> 'n'))",
  "CREATE TABLE y (c t GENERATED ALWAYS AS ('n'::t) STORED)",
  "CREATE INDEX ON x (id) WHERE c = 'n'",
  "CREATE VIEW v AS SELECT id FROM x WHERE c = 'n'",
  "CREATE POLICY p ON x USING (c = 'n')",
  "CREATE FUNCTION f() RETURNS t LANGUAGE sql BEGIN ATOMIC SELECT 'n'::t; END",
  "DO $$ BEGIN UPDATE x SET c = 'n'; END $$",
];

/** PostgreSQL refuses them too; what the rule does not follow. */
const unseen = [
  "SELECT enum_last(NULL::t)",
  "INSERT INTO x (arr) VALUES ('{n}')",
  "INSERT INTO x (c) SELECT 'n' WHERE false",
  "SELECT id FROM x WHERE c = ANY ('{n}')",
  "UPDATE x SET c = coalesce(c, 'n')",
  "CREATE FUNCTION f() RETURNS t LANGUAGE sql AS $$ SELECT 'n'::t $$",
  "CREATE FUNCTION f(p t DEFAULT 'n') RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$",
  "CREATE DOMAIN d AS t CHECK (VALUE <> 'n')",
];

/** No uses of the value. */
const unused = [
  "ALTER TABLE x ADD COLUMN d t",
  "CREATE TABLE y (c t)",
  "INSERT INTO x (c, s) VALUES ('a', 'n')",
  "UPDATE x SET s = 'n' WHERE c = 'a'",
  "SELECT id FROM x WHERE c::text = 'n'",
  "ALTER TABLE x ADD CONSTRAINT ck CHECK (c::text <> 'n')",
  "UPDATE x SET c = s::t WHERE s = 'n'",
  "UPDATE x SET c = (CASE WHEN id = 1 THEN 'n' ELSE 'a' END)::t",
  "SELECT enum_first(NULL::t)",
  "CREATE FUNCTION f() RETURNS t LANGUAGE plpgsql AS $$ BEGIN RETURN 'n'::t; END $$",
  "ALTER TYPE t ADD VALUE 'o' AFTER 'n'",
  "ALTER TYPE t RENAME VALUE 'n' TO 'm'",
  "COMMENT ON TYPE t IS 'n'",
];

describe.each(serverKinds)("a new enum value in the transaction that adds it, on $name", ({ start }) => {
  const { database } = suiteDatabase(start, "CREATE TYPE t AS ENUM ('a')");

  /** PostgreSQL runs a string of several statements in one transaction. */
  const together = (statement: string) => database().execute(`${table}; ${addition}; ${statement}`);

  test.each([...seen, ...unseen])("is refused in: %s", async (statement) => {
    await expect(together(statement)).rejects.toThrow('unsafe use of new value "n" of enum type t');
  });

  test.each(unused)("is not used in: %s", async (statement) => {
    await together(statement);
  });
});

describe(rule, () => {
  const found = async (statement: string) => {
    const body = [table, addition, statement].map((sql) => `    op.execute("""${sql}""")\n`).join("");
    const context = { ...withHelper, environment: plainEnvironment };
    return findingsOf(await engine(), migration(`def upgrade():\n${body}`), { context }).filter(
      (finding) => finding.rule === rule,
    );
  };

  test.each(seen)("sees: %s", async (statement) => {
    expect(await found(statement)).toHaveLength(1);
  });

  test.each([...unseen, ...unused])("is silent about: %s", async (statement) => {
    expect(await found(statement)).toEqual([]);
  });
});
