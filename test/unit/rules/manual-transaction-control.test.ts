import { describe, test } from "vitest";
import { checkCase, inEnvironment, type RuleCase, upgradeOf } from "../../rule-case.ts";

const rule = "manual-transaction-control";
const block = "with op.get_context().autocommit_block():";

function check(given: RuleCase): Promise<void> {
  return checkCase(rule, { context: inEnvironment({}), ...given });
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
  ])("%s", (_, body) => check({ source: upgradeOf(body), severity: "warning" }));

  test("commit() of the connection, as an error", async () => {
    await check({ source: upgradeOf(`⟦op.get_bind().commit⟧()`), severity: "error" });
    await check({ source: upgradeOf(`conn = op.get_bind()`, `⟦conn.commit⟧()`), severity: "error" });
  });

  test("commit() of the driver's connection, which opens another transaction", async () => {
    await check({ source: upgradeOf(`⟦op.get_bind().connection.commit⟧()`), severity: "warning" });
    await check({ source: upgradeOf(`raw = op.get_bind().connection`, `⟦raw.commit⟧()`), severity: "warning" });
    await check({ source: upgradeOf(`⟦op.get_context().connection.commit⟧()`), severity: "error" });
  });

  test("commit() of the connection, as a warning where it is not known whether env.py commits the rest", () =>
    check({
      source: upgradeOf(`⟦op.get_bind().commit⟧()`),
      severity: "warning",
      context: inEnvironment({ commitsAfter: null }),
    }));

  test("commit() amid changes, as a warning where env.py commits the rest", () =>
    check({
      source: upgradeOf(`⟦op.get_bind().commit⟧()`, `op.execute("UPDATE t SET a = 1")`),
      severity: "warning",
      context: inEnvironment({ commitsAfter: true }),
    }));

  test("commit() of a transaction that env.py has begun, as an error", () =>
    check({
      source: upgradeOf(`⟦op.get_bind().commit⟧()`, `op.execute("VACUUM")`),
      severity: "error",
      context: inEnvironment({ beginsBefore: true }),
      beside: ["concurrently-in-transaction"],
      unsafe: true,
      fixed: null,
    }));

  test("COMMIT beside the one change that it is for, where each migration has its own transaction, as no more than an advice", async () => {
    const index = `op.create_index("ix", "t", ["c"], postgresql_concurrently=True, if_not_exists=True)`;
    const context = inEnvironment({ transactionPerMigration: true });
    await check({ source: upgradeOf(`op.execute("⟦COMMIT⟧")`, index), context, severity: "info" });
    const others = [`op.execute("UPDATE t SET a = 1")`, `op.execute("⟦COMMIT⟧")`, index];
    await check({ source: upgradeOf(...others), context, severity: "warning" });
    await check({ source: upgradeOf(`op.execute("⟦COMMIT⟧")`, index), severity: "warning" });
  });

  test("COMMIT in a DO block, as an error", () =>
    check({ source: upgradeOf(`op.execute("DO $$ BEGIN ⟦COMMIT⟧; END $$")`), severity: "error" }));

  test("BEGIN without COMMIT where env.py sets AUTOCOMMIT, as an error", () =>
    check({
      source: upgradeOf(`op.execute("COMMIT")`, `op.execute("VACUUM")`, `op.execute("⟦BEGIN⟧")`),
      context: inEnvironment({ autocommit: true }),
      severity: "error",
      unsafe: true,
      fixed: upgradeOf(`op.execute("COMMIT")`, `op.execute("VACUUM")`),
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
  ])("%s", (_, body) => check({ source: upgradeOf(body) }));

  test("where env.py sets AUTOCOMMIT: the transaction is the migration's own", () =>
    check({
      source: upgradeOf(`op.execute("BEGIN")`, `op.execute("UPDATE t SET a = 1")`, `op.execute("COMMIT")`),
      context: inEnvironment({ autocommit: true }),
    }));

  test("commit() before an autocommit block, which commits as well, or at the end, where env.py commits the rest", async () => {
    const context = inEnvironment({ commitsAfter: true });
    await check({ source: upgradeOf(`op.get_bind().commit()`, block, `    op.execute("VACUUM")`), context });
    await check({ source: upgradeOf(`op.execute("UPDATE t SET a = 1")`, `op.get_bind().commit()`), context });
  });

  test("commit() where env.py has used the connection before and commits the rest: no block ends that transaction", () =>
    check({
      source: upgradeOf(`op.get_bind().commit()`, `op.execute("UPDATE t SET a = 1")`),
      context: inEnvironment({ commitsAfter: true, beginsBefore: true }),
    }));

  test("where env.py is not understood", async () => {
    for (const knowledge of [{ autocommit: null }, null])
      await check({ source: upgradeOf(`op.execute("COMMIT")`), context: inEnvironment(knowledge) });
  });
});

describe("the fix", () => {
  test("makes a block of what stands between COMMIT and BEGIN, and keeps comments", () =>
    check({
      source: upgradeOf(
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
      fixed: upgradeOf(
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
      source: upgradeOf(`op.execute("⟦COMMIT⟧")`, `op.execute("VACUUM")`, `op.execute("BEGIN")  # again`),
      unsafe: true,
      fixed: upgradeOf(block, `    op.execute("VACUUM")`, `# again`),
    }));

  test("without a BEGIN, ends with the last statement that needs it", () =>
    check({
      source: upgradeOf(
        `op.execute("⟦COMMIT⟧")`,
        `op.execute("SET lock_timeout = '5s'")`,
        `op.create_index("i", "t", ["a"], postgresql_concurrently=True)`,
        `op.execute("UPDATE t SET a = 2")`,
      ),
      unsafe: true,
      fixed: upgradeOf(
        block,
        `    op.execute("SET lock_timeout = '5s'")`,
        `    op.create_index("i", "t", ["a"], postgresql_concurrently=True)`,
        `op.execute("UPDATE t SET a = 2")`,
      ),
    }));

  test("leaves the last COMMIT, and a BEGIN that does nothing, to Alembic", async () => {
    await check({
      source: upgradeOf(`op.execute("UPDATE t SET a = 1")`, `op.execute("⟦COMMIT⟧")`),
      unsafe: true,
      fixed: upgradeOf(`op.execute("UPDATE t SET a = 1")`),
    });
    await check({
      source: upgradeOf(`op.execute("UPDATE t SET a = 1")`, "", `⟦op.get_bind().commit⟧()`),
      unsafe: true,
      fixed: upgradeOf(`op.execute("UPDATE t SET a = 1")`),
    });
    await check({
      source: upgradeOf(`op.execute("⟦BEGIN⟧")`, `op.execute("UPDATE t SET a = 1")`),
      unsafe: true,
      fixed: upgradeOf(`op.execute("UPDATE t SET a = 1")`),
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
  ])("%s", (_, body, unsafe) => check({ source: upgradeOf(body), fixed: null, unsafe }));
});

describe("rollback() of a session that has only read, with a transaction for each migration", () => {
  const context = inEnvironment({ transactionPerMigration: true });
  const session = "session = sa.orm.Session(bind=op.get_bind())";
  const read = 'session.execute(sa.text("SELECT id FROM t"))';
  const change = 'session.execute(sa.text("UPDATE t SET a = 1"))';

  test("is left alone where the session commits what it changes after", () =>
    check({ context, source: upgradeOf(session, read, "session.rollback()", change, "session.commit()") }));

  test.each<[story: string, lines: readonly string[]]>([
    ["after a change", [session, change, "⟦session.rollback⟧()", change, "session.commit()"]],
    ["with no commit after it", [session, read, "⟦session.rollback⟧()", change]],
    [
      "with a change by Alembic after it, which SQLAlchemy 2 loses",
      [session, read, "⟦session.rollback⟧()", "session.commit()", 'op.execute("DROP TABLE IF EXISTS u")'],
    ],
  ])("is not %s", (_, lines) => check({ context, source: upgradeOf(...lines) }));

  test("is not in the transaction of the whole run", () =>
    check({ source: upgradeOf(session, read, "⟦session.rollback⟧()", "session.commit()") }));
});
