import { unknownContext } from "../../server/src/context.ts";
import type { Engine } from "../../server/src/engine.ts";
import { helperSource } from "../../server/src/project/helper-source.ts";
import { repair } from "../../server/src/repair.ts";
import type { Finding } from "../../server/src/rules/finding.ts";
import { findingsOf, foundHelper } from "../rule-case.ts";
import { Database } from "./database.ts";
import type { Driver, Outcome } from "./driver.ts";
import type { GeneratedMigration } from "./generated-migrations.ts";
import { createProject, migration, type Project } from "./project.ts";
import type { DatabaseServer } from "./servers.ts";

const helperModule = "migrations.utils.safe_enum_addition";
const project = {
  context: {
    ...unknownContext("unused"),
    helper: { module: helperModule, knowledge: foundHelper, creation: null },
    modules: new Map([[helperModule, foundHelper]]),
  },
  settings: { helperModule },
};
const swallowRules = new Set(["enum-add-in-try-except", "execute-in-try-except"]);
const aborted = "InFailedSqlTransaction";

/** As before the migration: the type without the new value, and a trigger and a function that can be told to fail. */
const empty = `
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
INSERT INTO alembic_version VALUES ('parent');
CREATE TYPE kind AS ENUM ('old');
CREATE TABLE log (id int);
CREATE TABLE failure (code text);
CREATE FUNCTION work() RETURNS int LANGUAGE plpgsql AS $$
DECLARE told text;
BEGIN
  SELECT code INTO told FROM failure;
  IF FOUND THEN RAISE EXCEPTION 'already exists' USING ERRCODE = told; END IF;
  RETURN 1;
END $$;
CREATE FUNCTION on_command() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM public.work(); END $$;
CREATE EVENT TRIGGER on_command ON ddl_command_start
  WHEN TAG IN ('CREATE TABLE', 'CREATE INDEX', 'ALTER TABLE') EXECUTE FUNCTION on_command();`;

const forget = "DELETE FROM alembic_version; INSERT INTO alembic_version VALUES ('parent')";

/**
 * Errors that the generated handlers tell apart, and one that none of them names: duplicate_table, unique_violation,
 * duplicate_object, division_by_zero.
 */
const failures = ["42P07", "23505", "42710", "22012"];

/** Compares what the engine says of a migration with what it does. */
export class Verdicts {
  readonly #database: Database;
  readonly #driver: Driver;
  readonly #engine: Engine;
  readonly #project: Project;

  private constructor(database: Database, driver: Driver, engine: Engine, project: Project) {
    this.#database = database;
    this.#driver = driver;
    this.#engine = engine;
    this.#project = project;
  }

  static async open(server: DatabaseServer, driver: Driver, engine: Engine): Promise<Verdicts> {
    const project = await createProject(driver, "migrations");
    await project.write("migrations/versions/parent.py", migration("parent", null, {}));
    await project.write("migrations/utils/safe_enum_addition.py", helperSource);
    return new Verdicts(new Database(server, driver), driver, engine, project);
  }

  close(): Promise<void> {
    return this.#project.remove();
  }

  /** What is wrong about the engine's verdict, one sentence each; none where PostgreSQL agrees. */
  async disagreements(given: GeneratedMigration): Promise<readonly string[]> {
    const source = migration("example", "parent", given);
    const findings = findingsOf(this.#engine, source, project);
    const spoke = findings.some((finding) => swallowRules.has(finding.rule));
    const first = await this.#fresh(source);
    if (first.error !== null) return [`the first run fails: ${first.error.type}: ${first.error.message}`];
    const labels = await this.#database.labels("kind");

    const wrong: string[] = [];
    let lost: { code: string | null; outcome: Outcome } | null = null;
    for (const code of given.subject === "enum value" ? [null] : failures) {
      const outcome = await this.#again(source, code);
      if (meets(outcome, aborted)) lost ??= { code, outcome };
      if (findings.length === 0 && given.subject === "enum value" && outcome.error !== null)
        wrong.push(`nothing was said, and the second run dies with ${outcome.error.type}`);
      if (lost !== null) break;
    }
    if (lost !== null && !spoke) wrong.push("an error is swallowed, and the transaction is lost: no rule spoke");
    if (lost === null && spoke) wrong.push("a rule spoke of a lost transaction, and none was lost");
    return [...wrong, ...(await this.#afterFixes(source, given, findings, labels, lost?.code ?? null))];
  }

  /** With every fix applied, what the rules spoke of is gone. */
  async #afterFixes(
    source: string,
    given: GeneratedMigration,
    findings: readonly Finding[],
    labels: readonly string[],
    code: string | null,
  ): Promise<readonly string[]> {
    const repaired = repair(source, {
      find: (text) => findingsOf(this.#engine, text, project),
      accept: () => true,
      changeFiles: () => false,
    });
    // Nothing to fix, or more than a fix can do.
    if (repaired === null || repaired.text === source) return [];
    const fixable = findings.filter((finding) => finding.fix !== null);
    if (repaired.findings.some((left) => fixable.some((was) => was.rule === left.rule && left.fix !== null)))
      return ["a fix leaves its own finding"];
    if (repaired.findings.length > 0) return [];
    const wrong: string[] = [];
    const first = await this.#fresh(repaired.text);
    if (first.error !== null) wrong.push(`fixed, the first run dies with ${first.error.type}`);
    const fixedLabels = await this.#database.labels("kind");
    if (fixedLabels.join() !== labels.join()) wrong.push(`fixed, the labels are ${fixedLabels.join()}`);
    const again = await this.#again(repaired.text, given.subject === "enum value" ? null : code);
    if (again.error !== null) wrong.push(`fixed, the second run dies with ${again.error.type}`);
    return wrong.map((sentence) => `${sentence}:\n${repaired.text}`);
  }

  async #fresh(source: string): Promise<Outcome> {
    await this.#database.execute(empty);
    await this.#project.write("migrations/versions/example.py", source);
    return this.#upgrade();
  }

  async #again(source: string, code: string | null): Promise<Outcome> {
    await this.#project.write("migrations/versions/example.py", source);
    await this.#database.execute(`${forget}; DELETE FROM failure`);
    if (code !== null) await this.#database.execute(`INSERT INTO failure VALUES ('${code}')`);
    return this.#upgrade();
  }

  #upgrade(): Promise<Outcome> {
    const revision = "example";
    return this.#driver.run({
      action: "upgrade",
      project: this.#project.folder,
      url: this.#database.server.url,
      revision,
    });
  }
}

/** True when the run met the error, be it its end or not. */
function meets({ error, databaseErrors }: Outcome, type: string): boolean {
  return error?.type === type || databaseErrors.some((each) => each.type === type);
}
