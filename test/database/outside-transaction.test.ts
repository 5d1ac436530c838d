import { describe, expect, test } from "vitest";
import type { Operation } from "../../server/src/migration/operation.ts";
import { refusedInTransaction } from "../../server/src/migration/outside-transaction.ts";
import { engine } from "../engine.ts";
import { migration } from "../rule-case.ts";
import { serverKinds } from "./servers.ts";
import { suiteDatabase } from "./suite-database.ts";

const refused = [
  "CREATE INDEX CONCURRENTLY i ON t (a)",
  "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON t (a)",
  "DROP INDEX CONCURRENTLY ix",
  "DROP INDEX CONCURRENTLY IF EXISTS missing",
  "REINDEX INDEX CONCURRENTLY ix",
  "REINDEX TABLE CONCURRENTLY t",
  "REINDEX (CONCURRENTLY) TABLE t",
  "REINDEX (VERBOSE, CONCURRENTLY true) TABLE t",
  "REINDEX SCHEMA public",
  "REINDEX DATABASE postgres",
  "REINDEX SYSTEM postgres",
  "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
  "VACUUM",
  "VACUUM t",
  "VACUUM (ANALYZE) t",
  "VACUUM FULL t",
  "CLUSTER",
  "CREATE DATABASE d",
  "DROP DATABASE IF EXISTS d",
  "ALTER DATABASE postgres SET TABLESPACE pg_default",
  "CREATE TABLESPACE s LOCATION '/nowhere'",
  "DROP TABLESPACE IF EXISTS s",
  "ALTER SYSTEM SET work_mem = '4MB'",
  "ALTER SYSTEM RESET ALL",
  "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p",
  "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p WITH (create_slot = on)",
  "DISCARD ALL",
];

const taken = [
  "CREATE INDEX i ON t (a)",
  "DROP INDEX ix",
  "REINDEX INDEX ix",
  "REINDEX TABLE t",
  "REINDEX (CONCURRENTLY false) TABLE t",
  "REINDEX (CONCURRENTLY off) TABLE t",
  "REFRESH MATERIALIZED VIEW CONCURRENTLY mv",
  "REFRESH MATERIALIZED VIEW mv",
  "ALTER TABLE p DETACH PARTITION p1",
  "ANALYZE t",
  "CLUSTER t USING ix",
  "ALTER DATABASE postgres SET work_mem = '4MB'",
  "ALTER TYPE e ADD VALUE 'b'",
  "DISCARD PLANS",
  "TRUNCATE t",
  "LOCK TABLE t",
];

const setup = `
CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE INDEX ix ON t (a);
CREATE MATERIALIZED VIEW mv AS SELECT * FROM t;
CREATE UNIQUE INDEX ON mv (id);
CREATE TABLE p (id int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TYPE e AS ENUM ('a')`;

/** PGlite can't load the library that subscriptions take. They belong to the server, and stay when the schema goes. */
const subscription = {
  create: "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false)",
  part: "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
  drop: "DROP SUBSCRIPTION s",
};

describe.each(serverKinds)("commands in a transaction of $name", ({ name, start }) => {
  const { driver, database } = suiteDatabase(start, setup);

  /** PostgreSQL's answer to a statement in a transaction. */
  async function answer(sql: string): Promise<string | null> {
    const outcome = await driver.run({
      action: "execute",
      url: database().server.url,
      sql: `BEGIN; SET LOCAL statement_timeout = '20s'; ${sql}; ROLLBACK`,
    });
    return outcome.error?.sqlstate ?? null;
  }

  test.each(refused)("refused: %s", async (sql) => {
    expect(await answer(sql)).toBe("25001");
    expect((await operationsOf(sql)).map(refusedInTransaction)).not.toContain(null);
  });

  test.each(taken)("taken: %s", async (sql) => {
    expect(await answer(sql)).toBeNull();
    expect((await operationsOf(sql)).map(refusedInTransaction)).toEqual([null]);
  });

  if (name !== "PGlite") {
    test("a subscription is created, or parted from its slot and dropped, but not dropped with it", async () => {
      expect(await answer(subscription.create)).toBeNull();
      expect((await operationsOf(subscription.create)).map(refusedInTransaction)).toEqual([null]);
      await database().execute(subscription.create);
      expect(await answer(subscription.drop)).toBe("25001");
      expect((await operationsOf(subscription.drop)).map(refusedInTransaction)).toEqual(["DROP SUBSCRIPTION"]);
      expect(await answer(`${subscription.part}; ${subscription.drop}`)).toBeNull();
      await database().execute(subscription.part);
      await database().execute(subscription.drop);
    });
  }

  test.each([
    ["two statements of one string", "SELECT 1; VACUUM t"],
    ["a DO block", "DO $$ BEGIN CREATE INDEX CONCURRENTLY i ON t (a); END $$"],
  ])("refused without a transaction too: in %s", async (_, sql) => {
    const outcome = await driver.run({ action: "execute", url: database().server.url, sql });
    expect(outcome.error?.sqlstate).toBe("25001");
  });
});

async function operationsOf(sql: string): Promise<readonly Operation[]> {
  const script = (await engine()).read(migration(`def upgrade():\n    op.execute("${sql}")\n`), true);
  expect(script?.operations).toHaveLength(1);
  return script?.operations ?? [];
}
