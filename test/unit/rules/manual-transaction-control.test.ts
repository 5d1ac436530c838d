import { describe, test } from "vitest";
import type { Context, EnvironmentKnowledge } from "../../../server/src/context.ts";
import { checkCase, migration, plainEnvironment, type RuleCase, withHelper } from "../../rule-case.ts";

const rule = "manual-transaction-control";
const block = "with op.get_context().autocommit_block():";

function environment(knowledge: Partial<EnvironmentKnowledge> | null): Context {
  return { ...withHelper, environment: knowledge === null ? null : { ...plainEnvironment, ...knowledge } };
}

function check(given: RuleCase): Promise<void> {
  return checkCase(rule, { context: environment({}), ...given });
}

/** `upgrade` with these lines. */
function upgrade(...lines: readonly string[]): string {
  return migration(`def upgrade():\n${lines.map((line) => (line === "" ? "\n" : `    ${line}\n`)).join("")}`);
}

describe("what is found", () => {
  test.each([
    ["COMMIT", `op.execute("⟦COMMIT⟧")`],
    ["COMMIT, spelt differently", `op.get_bind().exec_driver_sql("⟦commit work⟧;")`],
    ["END, which is COMMIT", `op.execute("⟦END⟧")`],
    ["ROLLBACK", `op.execute("⟦ROLLBACK⟧")`],
    ["BEGIN", `op.execute("⟦BEGIN⟧")`],
    ["COMMIT once, in a loop", `for name in ["a", "b"]:\n        op.execute("⟦COMMIT⟧")`],
    ["COMMIT, and not the BEGIN that belongs to it", `op.execute("⟦COMMIT⟧")\n    op.execute("BEGIN")`],
    [
      "ROLLBACK in a handler that goes on",
      `try:\n        print()\n    except ValueError:\n        op.execute("⟦ROLLBACK⟧")`,
    ],
  ])("%s", (_, body) => check({ source: upgrade(body), severity: "warning" }));

  test("commit() of the connection, as an error", async () => {
    await check({ source: upgrade(`⟦op.get_bind().commit⟧()`), severity: "error" });
    await check({ source: upgrade(`conn = op.get_bind()`, `⟦conn.commit⟧()`), severity: "error" });
  });

  test("commit() of the driver's connection, which opens another transaction", async () => {
    await check({ source: upgrade(`⟦op.get_bind().connection.commit⟧()`), severity: "warning" });
    await check({ source: upgrade(`raw = op.get_bind().connection`, `⟦raw.commit⟧()`), severity: "warning" });
    await check({ source: upgrade(`⟦op.get_context().connection.commit⟧()`), severity: "error" });
  });

  test("COMMIT in a DO block, as an error", () =>
    check({ source: upgrade(`op.execute("DO $$ BEGIN ⟦COMMIT⟧; END $$")`), severity: "error" }));

  test("BEGIN without COMMIT where env.py sets AUTOCOMMIT, as an error", () =>
    check({
      source: upgrade(`op.execute("COMMIT")`, `op.execute("VACUUM")`, `op.execute("⟦BEGIN⟧")`),
      context: environment({ autocommit: true }),
      severity: "error",
      unsafe: true,
      fixed: upgrade(`op.execute("COMMIT")`, `op.execute("VACUUM")`),
    }));
});

describe("what is not found", () => {
  test.each([
    [
      "savepoints",
      `op.execute("SAVEPOINT s")\n    op.execute("ROLLBACK TO SAVEPOINT s")\n    op.execute("RELEASE SAVEPOINT s")`,
    ],
    ["a transaction in an autocommit block", `${block}\n        op.execute("BEGIN")\n        op.execute("COMMIT")`],
    [
      "another connection",
      `with sa.create_engine("x").connect() as other:\n        other.execute(sa.text("COMMIT"))\n        other.commit()`,
    ],
    [
      "a session on Alembic's connection",
      `from sqlalchemy.orm import Session\n    session = Session(bind=op.get_bind())\n    session.commit()`,
    ],
    [
      "a rollback on the way out",
      `try:\n        print()\n    except ValueError:\n        op.execute("ROLLBACK")\n        raise`,
    ],
    ["COMMIT in a DO block in an autocommit block", `${block}\n        op.execute("DO $$ BEGIN COMMIT; END $$")`],
    ["COMMIT in a function's body", `op.execute("CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$")`],
    ["ON COMMIT", `op.execute("CREATE TEMP TABLE x (a int) ON COMMIT DROP")`],
  ])("%s", (_, body) => check({ source: upgrade(body) }));

  test("where env.py sets AUTOCOMMIT: the transaction is the migration's own", () =>
    check({
      source: upgrade(`op.execute("BEGIN")`, `op.execute("UPDATE t SET a = 1")`, `op.execute("COMMIT")`),
      context: environment({ autocommit: true }),
    }));

  test("where env.py is not understood", async () => {
    for (const knowledge of [{ autocommit: null }, null])
      await check({ source: upgrade(`op.execute("COMMIT")`), context: environment(knowledge) });
  });
});

describe("the fix", () => {
  test("makes a block of what stands between COMMIT and BEGIN, and keeps comments", () =>
    check({
      source: upgrade(
        `op.execute("UPDATE t SET a = 1")`,
        `op.execute("⟦COMMIT⟧")  # end it`,
        "",
        `# the value`,
        `op.execute("ALTER TYPE e ADD VALUE IF NOT EXISTS 'b'")`,
        "",
        `op.execute("BEGIN")`,
        "",
        `op.execute("UPDATE t SET a = 2")`,
      ),
      unsafe: true,
      settings: { enumAcceptIfNotExists: true },
      fixed: upgrade(
        `op.execute("UPDATE t SET a = 1")`,
        `${block}  # end it`,
        "",
        `    # the value`,
        `    op.execute("ALTER TYPE e ADD VALUE IF NOT EXISTS 'b'")`,
        "",
        `op.execute("UPDATE t SET a = 2")`,
      ),
    }));

  test("keeps the comment of a BEGIN", () =>
    check({
      source: upgrade(`op.execute("⟦COMMIT⟧")`, `op.execute("VACUUM")`, `op.execute("BEGIN")  # again`),
      unsafe: true,
      fixed: upgrade(block, `    op.execute("VACUUM")`, `# again`),
    }));

  test("without a BEGIN, ends with the last statement that needs it", () =>
    check({
      source: upgrade(
        `op.execute("⟦COMMIT⟧")`,
        `op.execute("SET lock_timeout = '5s'")`,
        `op.create_index("i", "t", ["a"], postgresql_concurrently=True)`,
        `op.execute("UPDATE t SET a = 2")`,
      ),
      unsafe: true,
      fixed: upgrade(
        block,
        `    op.execute("SET lock_timeout = '5s'")`,
        `    op.create_index("i", "t", ["a"], postgresql_concurrently=True)`,
        `op.execute("UPDATE t SET a = 2")`,
      ),
    }));

  test("leaves the last COMMIT, and a BEGIN that does nothing, to Alembic", async () => {
    await check({
      source: upgrade(`op.execute("UPDATE t SET a = 1")`, `op.execute("⟦COMMIT⟧")`),
      unsafe: true,
      fixed: upgrade(`op.execute("UPDATE t SET a = 1")`),
    });
    await check({
      source: upgrade(`op.execute("UPDATE t SET a = 1")`, "", `⟦op.get_bind().commit⟧()`),
      unsafe: true,
      fixed: upgrade(`op.execute("UPDATE t SET a = 1")`),
    });
    await check({
      source: upgrade(`op.execute("⟦BEGIN⟧")`, `op.execute("UPDATE t SET a = 1")`),
      unsafe: true,
      fixed: upgrade(`op.execute("UPDATE t SET a = 1")`),
    });
  });

  test.each([
    ["is never safe", `op.execute("⟦COMMIT⟧")\n    op.execute("VACUUM")`, false],
    ["is not there for a COMMIT amid changes", `op.execute("⟦COMMIT⟧")\n    op.execute("UPDATE t SET a = 1")`, true],
    [
      "nor between ROLLBACK and COMMIT",
      `op.execute("⟦COMMIT⟧")\n    op.execute("VACUUM")\n    op.execute("ROLLBACK")`,
      true,
    ],
    [
      "nor where a BEGIN may not come",
      `op.execute("⟦COMMIT⟧")\n    op.execute("VACUUM")\n    if x:\n        op.execute("BEGIN")`,
      true,
    ],
    ["nor for a string of several", `op.execute("⟦COMMIT⟧; SELECT 1")\n    op.execute("VACUUM")`, true],
    ["nor on a line with others", `op.execute("⟦COMMIT⟧"); op.execute("VACUUM")`, true],
    ["nor where nothing else is done", `op.execute("⟦COMMIT⟧")`, true],
  ])("%s", (_, body, unsafe) => check({ source: upgrade(body), fixed: null, unsafe }));
});
