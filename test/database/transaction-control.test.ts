import { describe, expect, test } from "vitest";
import type { EnvironmentKnowledge } from "../../server/src/context.ts";
import { engine } from "../engine.ts";
import { findingsOf, plainEnvironment, withHelper } from "../rule-case.ts";
import type { Outcome } from "./driver.ts";
import { createProject, migration } from "./project.ts";
import { serverKinds } from "./servers.ts";
import { suiteDatabase } from "./suite-database.ts";

/** What an env.py is made to say beside what `alembic init` writes. */
type Setting =
  | ""
  | "AUTOCOMMIT"
  | "transaction_per_migration"
  | "transactional_ddl=False"
  | "SQLAlchemy 2"
  | "SQLAlchemy 2, committed after the run"
  | "SQLAlchemy 2, used before and committed after the run"
  | "SQLAlchemy 2, begun before";

const settings: Readonly<
  Record<
    Setting,
    {
      engine?: string;
      configure?: string;
      opens?: string;
      before?: string;
      after?: string;
      known?: Partial<EnvironmentKnowledge>;
    }
  >
> = {
  "": {},
  AUTOCOMMIT: { engine: 'isolation_level="AUTOCOMMIT",', known: { autocommit: true } },
  transaction_per_migration: {
    configure: "transaction_per_migration=True,",
    known: { transactionPerMigration: true },
  },
  "transactional_ddl=False": { configure: "transactional_ddl=False,", known: { transactionalDdl: false } },
  // SQLAlchemy 1.4 has the connections of 2.0 in it.
  "SQLAlchemy 2": { engine: "future=True," },
  "SQLAlchemy 2, committed after the run": {
    engine: "future=True,",
    after: "connection.commit()",
    known: { commitsAfter: true },
  },
  "SQLAlchemy 2, used before and committed after the run": {
    engine: "future=True,",
    before: 'connection.exec_driver_sql("SELECT 1")',
    after: "connection.commit()",
    known: { commitsAfter: true, beginsBefore: true },
  },
  "SQLAlchemy 2, begun before": { engine: "future=True,", opens: "begin", known: { beginsBefore: true } },
};

const block = "with op.get_context().autocommit_block():";
const index = 'op.execute("CREATE INDEX CONCURRENTLY ix ON t (a)")';
const column = 'op.execute("ALTER TABLE t ADD COLUMN c int")';
const failure = 'op.execute("SELECT 1 / 0")';
const session = "from sqlalchemy.orm import Session\nsession = Session(bind=op.get_bind())";
const controls = "manual-transaction-control";
const concurrently = "concurrently-in-transaction";

interface Story {
  readonly title: string;
  readonly setting?: Setting;
  readonly upgrade: string;
  /** The class of the error that ends the run; null when it passes. */
  readonly error: string | null;
  /** What the run leaves: the column of the migration, and whether its revision is noted. */
  readonly column: boolean;
  readonly noted: boolean;
  /** The rules that speak. */
  readonly rules: readonly string[];
}

const stories: readonly Story[] = [
  ...(["", "transaction_per_migration", "transactional_ddl=False", "SQLAlchemy 2"] as const).map((setting) => ({
    title: "CONCURRENTLY fails",
    setting,
    upgrade: `${column}\n${index}`,
    error: "ActiveSqlTransaction",
    column: false,
    noted: false,
    rules: [concurrently],
  })),
  {
    title: "CONCURRENTLY passes",
    setting: "AUTOCOMMIT",
    upgrade: `${column}\n${index}`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  {
    title: "CONCURRENTLY passes in a block, on a connection from before it",
    upgrade: `conn = op.get_bind()\n${block}\n    conn.execute(sa.text("CREATE INDEX CONCURRENTLY ix ON t (a)"))\n${column}`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  {
    title: "CONCURRENTLY passes in a block, on a connection from before it",
    setting: "SQLAlchemy 2",
    upgrade: `conn = op.get_bind()\n${block}\n    conn.execute(sa.text("CREATE INDEX CONCURRENTLY ix ON t (a)"))\n${column}`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  {
    title: "a batch runs where its with ends, after the block in it",
    upgrade: `with op.batch_alter_table("t") as batch:\n    ${block}\n        batch.create_index("ix", ["a"], postgresql_concurrently=True)`,
    error: "ActiveSqlTransaction",
    column: false,
    noted: false,
    rules: [],
  },
  {
    title: "a block around a batch lets it pass",
    upgrade: `${block}\n    with op.batch_alter_table("t") as batch:\n        batch.create_index("ix", ["a"], postgresql_concurrently=True)`,
    error: null,
    column: false,
    noted: true,
    rules: [],
  },
  {
    title: "a block ends a savepoint around it",
    upgrade: `with op.get_bind().begin_nested():\n    ${block}\n        ${index}`,
    error: "InvalidRequestError",
    column: false,
    noted: false,
    rules: [],
  },
  {
    title: "a block in a block fails",
    upgrade: `${block}\n    ${block}\n        ${index}`,
    error: "AssertionError",
    column: false,
    noted: false,
    rules: [],
  },
  {
    title: "after COMMIT, CONCURRENTLY passes",
    upgrade: `op.execute("COMMIT")\n${index}\n${column}`,
    error: null,
    column: true,
    noted: true,
    rules: [controls],
  },
  {
    title: "after COMMIT, a failed run leaves its changes",
    upgrade: `op.execute("COMMIT")\n${index}\n${column}\n${failure}`,
    error: "DivisionByZero",
    column: true,
    noted: false,
    rules: [controls],
  },
  {
    title: "after COMMIT and BEGIN, a failed run leaves nothing new",
    upgrade: `op.execute("COMMIT")\n${index}\nop.execute("BEGIN")\n${column}\n${failure}`,
    error: "DivisionByZero",
    column: false,
    noted: false,
    rules: [controls],
  },
  {
    title: "after a block, a failed run leaves nothing new",
    upgrade: `${block}\n    ${index}\n${column}\n${failure}`,
    error: "DivisionByZero",
    column: false,
    noted: false,
    rules: [],
  },
  {
    title: "after COMMIT there is no savepoint",
    upgrade: `op.execute("COMMIT")\nwith op.get_bind().begin_nested():\n    ${column}`,
    error: "NoActiveSqlTransaction",
    column: false,
    noted: false,
    rules: [controls],
  },
  {
    title: "BEGIN does nothing",
    upgrade: `op.execute("BEGIN")\n${column}`,
    error: null,
    column: true,
    noted: true,
    rules: [controls],
  },
  {
    title: "ROLLBACK undoes what came before it, the table of versions included",
    upgrade: `${column}\nop.execute("ROLLBACK")`,
    error: "UndefinedTable",
    column: false,
    noted: false,
    rules: [controls],
  },
  {
    title: "COMMIT in a DO block fails",
    upgrade: `${column}\nop.execute("DO $$ BEGIN COMMIT; END $$")`,
    error: "InvalidTransactionTermination",
    column: false,
    noted: false,
    rules: [controls],
  },
  {
    title: "COMMIT in a DO block passes in an autocommit block",
    upgrade: `${block}\n    op.execute("DO $$ BEGIN COMMIT; END $$")\n${column}`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  {
    title: "BEGIN and COMMIT pass in an autocommit block",
    upgrade: `${block}\n    op.execute("BEGIN")\n    ${column}\n    op.execute("COMMIT")`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  {
    title: "BEGIN and COMMIT pass",
    setting: "AUTOCOMMIT",
    upgrade: `op.execute("BEGIN")\n${column}\nop.execute("COMMIT")`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  {
    title: "a BEGIN without COMMIT loses all in silence",
    setting: "AUTOCOMMIT",
    upgrade: `op.execute("BEGIN")\n${column}`,
    error: null,
    column: false,
    noted: false,
    rules: [controls],
  },
  {
    title: "a connection has no commit()",
    upgrade: `op.get_bind().commit()\n${column}`,
    error: "AttributeError",
    column: false,
    noted: false,
    rules: [controls],
  },
  {
    title: "commit() loses what follows in silence",
    setting: "SQLAlchemy 2",
    upgrade: `op.get_bind().commit()\n${column}`,
    error: null,
    column: false,
    noted: false,
    rules: [controls],
  },
  {
    title: "commit() at the end loses the revision in silence",
    setting: "SQLAlchemy 2",
    upgrade: `${column}\nop.get_bind().commit()`,
    error: null,
    column: true,
    noted: false,
    rules: [controls],
  },
  {
    title: "commit() loses nothing",
    setting: "SQLAlchemy 2, committed after the run",
    upgrade: `op.get_bind().commit()\n${block}\n    ${index}\n${column}`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  {
    title: "after commit(), a failed run leaves what came before",
    setting: "SQLAlchemy 2, committed after the run",
    upgrade: `${column}\nop.get_bind().commit()\nop.execute("ALTER TABLE t ADD COLUMN d int")\n${failure}`,
    error: "DivisionByZero",
    column: true,
    noted: false,
    rules: [controls],
  },
  {
    title: "a block alone stops",
    setting: "SQLAlchemy 2, used before and committed after the run",
    upgrade: `${block}\n    ${index}\n${column}`,
    error: "AssertionError",
    column: false,
    noted: false,
    rules: [],
  },
  {
    title: "after commit() a block passes",
    setting: "SQLAlchemy 2, used before and committed after the run",
    upgrade: `op.get_bind().commit()\n${block}\n    ${index}\n${column}`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  {
    title: "commit() makes the run fail",
    setting: "SQLAlchemy 2, begun before",
    upgrade: `op.get_bind().commit()\n${column}`,
    error: "InvalidRequestError",
    column: false,
    noted: false,
    rules: [controls],
  },
  ...(["", "SQLAlchemy 2"] as const).map((setting) => ({
    title: "after commit() of the driver's connection, a failed run leaves what came before",
    setting,
    upgrade: `${column}\nop.get_bind().connection.commit()\nop.execute("ALTER TABLE t ADD COLUMN d int")\n${failure}`,
    error: "DivisionByZero",
    column: true,
    noted: false,
    rules: [controls],
  })),
  {
    title: "a session's commit() is harmless",
    setting: "AUTOCOMMIT",
    upgrade: `${column}\n${session}\nsession.commit()`,
    error: null,
    column: true,
    noted: true,
    rules: [],
  },
  ...(["", "SQLAlchemy 2"] as const).map((setting) => ({
    title: "a session's commit() commits nothing of Alembic's",
    setting,
    upgrade: `${session}\n${column}\nsession.execute(sa.text("SELECT 1"))\nsession.commit()\n${failure}`,
    error: "DivisionByZero",
    column: false,
    noted: false,
    rules: [],
  })),
];

describe.each(serverKinds)("what becomes of Alembic's transaction on $name", ({ start }) => {
  const { driver, database } = suiteDatabase(start, "CREATE TABLE t (a int)");

  async function upgrade(source: string, setting: Setting): Promise<Outcome> {
    const project = await createProject(driver, "migrations");
    try {
      const { engine: given = "", configure = "", opens = "connect", before = "", after = "" } = settings[setting];
      const env = (await project.read("migrations/env.py"))
        .replace('prefix="sqlalchemy.",', `prefix="sqlalchemy.", ${given}`)
        .replace("connection=connection,", `connection=connection, ${configure}`)
        .replace("connectable.connect() as connection:", `connectable.${opens}() as connection:\n        ${before}`)
        .replace(/context\.run_migrations\(\)(?=\s+if context)/, `$&\n        ${after}`);
      await project.write("migrations/env.py", env);
      await project.write("migrations/versions/example.py", source);
      return await driver.run({
        action: "upgrade",
        project: project.folder,
        url: database().server.url,
        revision: "head",
      });
    } finally {
      await project.remove();
    }
  }

  test.each(stories.map((story) => ({ setting: "" as const, ...story })))("$title: $setting", async (story) => {
    const source = migration("example", null, { upgrade: story.upgrade });
    const outcome = await upgrade(source, story.setting);
    expect(outcome.error?.type ?? null).toBe(story.error);
    const columns = await database().execute(
      "SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'c'",
    );
    expect(columns.length > 0).toBe(story.column);
    const [versions] = await database().execute("SELECT to_regclass('alembic_version')::text");
    expect(versions?.[0] == null ? [] : await database().revisions()).toEqual(story.noted ? ["example"] : []);

    const environment = { ...plainEnvironment, ...settings[story.setting].known };
    const found = findingsOf(await engine(), source, { context: { ...withHelper, environment } });
    const own = found.map(({ rule }) => rule).filter((rule) => rule === controls || rule === concurrently);
    expect([...new Set(own)]).toEqual(story.rules);
  });
});
