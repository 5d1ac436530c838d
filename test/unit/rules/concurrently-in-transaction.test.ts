import { describe, test } from "vitest";
import { checkCase, inEnvironment, migration, type RuleCase, upgradeOf } from "../../rule-case.ts";

const rule = "concurrently-in-transaction";
const block = "with op.get_context().autocommit_block():";

function check(given: RuleCase): Promise<void> {
  return checkCase(rule, { context: inEnvironment({}), ...given });
}

describe("what is found", () => {
  test.each([
    ["an index", `op.execute("⟦CREATE INDEX CONCURRENTLY i ON t (a)⟧")`],
    ["a text", `op.get_bind().execute(sa.text("⟦DROP INDEX CONCURRENTLY IF EXISTS i⟧"))`],
    ["an f-string", `op.execute(f"⟦REINDEX INDEX CONCURRENTLY {name}⟧")`],
    ["a command that isn't concurrent", `op.execute("⟦VACUUM ANALYZE t⟧")`],
    ["a cursor", `op.get_bind().connection.cursor().execute("⟦VACUUM⟧")`],
    [
      "behind a check that asks the database",
      `if op.get_bind().execute(sa.text("SELECT 1")).scalar():\n        op.execute("⟦VACUUM⟧")`,
    ],
  ])("%s", (_, body) => check({ source: upgradeOf(body) }));

  test("a directive for an index", async () => {
    await check({ source: upgradeOf(`⟦op.create_index⟧("i", "t", ["a"], postgresql_concurrently=True)`) });
    await check({ source: upgradeOf(`⟦op.drop_index⟧("i", "t", postgresql_concurrently=True)`) });
  });

  test("with a transaction for each migration, and without transactional DDL: Alembic opens one then too", async () => {
    const source = upgradeOf(`op.execute("⟦VACUUM⟧")`);
    await check({ source, context: inEnvironment({ transactionPerMigration: true }) });
    await check({ source, context: inEnvironment({ transactionalDdl: false }) });
  });

  test("in the transaction that a block leaves behind it", () =>
    check({ source: upgradeOf(block, `    op.execute("VACUUM")`, `op.execute("⟦VACUUM⟧")`) }));

  test("with no fix where env.py has begun a transaction before: a block alone stops with an AssertionError there", () =>
    check({
      source: upgradeOf(`op.execute("⟦VACUUM⟧")`),
      context: inEnvironment({ beginsBefore: true, commitsAfter: true }),
      unsafe: true,
      fixed: null,
    }));

  test("in a string of several statements, wherever it runs", async () => {
    const source = upgradeOf(block, `    op.execute("⟦VACUUM t⟧; SELECT 1")`);
    await check({ source, fixed: null, unsafe: true });
    await check({ source, context: inEnvironment(null) });
  });

  test("in a DO block, wherever it runs", () =>
    check({
      source: upgradeOf(block, `    op.execute("DO $$ BEGIN ⟦CREATE INDEX CONCURRENTLY i ON t (a)⟧; END $$")`),
      context: inEnvironment({ autocommit: true }),
      fixed: null,
      unsafe: true,
    }));
});

describe("what is not found", () => {
  test.each([
    ["an autocommit block", `${block}\n        op.execute("VACUUM")`],
    [
      "an autocommit block by way of a variable",
      `ctx = op.get_context()\n    with ctx.autocommit_block():\n        op.execute("VACUUM")`,
    ],
    ["another connection", `with sa.create_engine("x").connect() as other:\n        other.execute(sa.text("VACUUM"))`],
    [
      "a materialized view, which may be refreshed in a transaction",
      `op.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY v")`,
    ],
    ["an index that is built the usual way", `op.execute("CREATE INDEX i ON t (a)")`],
    ["one table", `op.execute("REINDEX TABLE t")\n    op.execute("CLUSTER t USING i")\n    op.execute("ANALYZE t")`],
    [
      "a subscription without its slot",
      `op.execute("ALTER SUBSCRIPTION s SET (slot_name = NONE)")\n    op.execute("DROP SUBSCRIPTION s")`,
    ],
    ["one statement with its semicolon", `${block}\n        op.execute("VACUUM t;")`],
    ["a loop in a block", `${block}\n        for name in ["a", "b"]:\n            op.execute(f"VACUUM {name}")`],
  ])("%s", (_, body) => check({ source: upgradeOf(body) }));

  test("after a COMMIT by hand", () =>
    check({
      source: upgradeOf(`op.execute("COMMIT")`, `op.execute("VACUUM")`),
      beside: ["manual-transaction-control"],
    }));

  test("where env.py sets AUTOCOMMIT, or is not understood", async () => {
    const source = upgradeOf(`op.execute("VACUUM")`);
    for (const knowledge of [{ autocommit: true }, { autocommit: null }, null])
      await check({ source, context: inEnvironment(knowledge) });
  });
});

describe("the fix", () => {
  test("is an autocommit block, and keeps comments and texts", () =>
    check({
      source: upgradeOf(
        `# big`,
        `op.execute(  # slowly`,
        `    """`,
        `⟦CREATE INDEX CONCURRENTLY i`,
        `  ON t (a)⟧`,
        `    """`,
        `)  # done`,
        `op.drop_table("x")`,
      ),
      fixed: upgradeOf(
        `# big`,
        block,
        `    op.execute(  # slowly`,
        `        """`,
        `⟦CREATE INDEX CONCURRENTLY i`,
        `  ON t (a)⟧`,
        `    """`,
        `    )  # done`,
        `op.drop_table("x")`,
      ).replace(/[⟦⟧]/g, ""),
    }));

  test("takes neighbours along", () =>
    check({
      source: upgradeOf(`op.execute("⟦VACUUM a⟧")`, "", `# and`, `op.execute("⟦VACUUM b⟧")`, `op.execute("SELECT 1")`),
      fixed: upgradeOf(
        block,
        `    op.execute("VACUUM a")`,
        "",
        `    # and`,
        `    op.execute("VACUUM b")`,
        `op.execute("SELECT 1")`,
      ),
    }));

  test("is safe after a query and after an autocommit block", () =>
    check({
      source: upgradeOf(
        `op.get_bind().execute(sa.text("SELECT 1"))`,
        block,
        `    op.execute("VACUUM a")`,
        `op.execute("⟦VACUUM b⟧")`,
      ),
      fixed: upgradeOf(
        `op.get_bind().execute(sa.text("SELECT 1"))`,
        block,
        `    op.execute("VACUUM a")`,
        block,
        `    op.execute("VACUUM b")`,
      ),
    }));

  test("is unsafe after a change, which it commits", async () => {
    const source = upgradeOf(`op.execute("UPDATE t SET a = 1")`, `op.execute("⟦VACUUM⟧")`);
    await check({ source, fixed: null });
    await check({
      source,
      unsafe: true,
      fixed: upgradeOf(`op.execute("UPDATE t SET a = 1")`, block, `    op.execute("VACUUM")`),
    });
  });

  test("knows upgrade from downgrade", () => {
    const change = `def upgrade():\n    op.execute("UPDATE t SET a = 1")\n\n\ndef downgrade():\n`;
    return check({
      source: migration(`${change}    op.execute("⟦VACUUM⟧")\n`),
      fixed: migration(`${change}    ${block}\n        op.execute("VACUUM")\n`),
    });
  });

  test("goes into branches, loops and local functions", async () => {
    await check({
      source: upgradeOf(`if x: op.execute("⟦VACUUM⟧")`),
      fixed: upgradeOf(`if x:`, `    ${block}`, `        op.execute("VACUUM")`),
    });
    await check({
      source: upgradeOf(`for name in ["a", "b"]:`, `    op.execute(f"⟦VACUUM {name}⟧")`),
      fixed: upgradeOf(`for name in ["a", "b"]:`, `    ${block}`, `        op.execute(f"VACUUM {name}")`),
    });
    const local = (...body: readonly string[]) =>
      migration(
        `def clean(name):\n${body.map((line) => `    ${line}\n`).join("")}\n\ndef upgrade():\n    clean("a")\n    clean("b")\n`,
      );
    await check({
      source: local(`op.execute(f"⟦VACUUM {name}⟧")`),
      fixed: local(block, `    op.execute(f"VACUUM {name}")`),
    });
  });

  test("is unsafe in a loop that changes something beside", () =>
    check({
      source: upgradeOf(`for name in names:`, `    op.execute("⟦VACUUM⟧")`, `    op.execute("UPDATE t SET a = 1")`),
      fixed: null,
    }));

  test("uses the file's name for op, and its tabs and line ends", () =>
    check({
      source: `from alembic import op as o\r\nrevision = "b"\r\ndown_revision = "a"\r\n\r\ndef upgrade():\r\n\to.execute("⟦VACUUM⟧")\r\n`,
      fixed: `from alembic import op as o\r\nrevision = "b"\r\ndown_revision = "a"\r\n\r\ndef upgrade():\r\n\twith o.get_context().autocommit_block():\r\n\t\to.execute("VACUUM")\r\n`,
    }));

  test("keeps a result that is used later", () =>
    check({
      source: upgradeOf(`result = op.get_bind().execute(sa.text("⟦VACUUM⟧"))`),
      fixed: upgradeOf(block, `    result = op.get_bind().execute(sa.text("VACUUM"))`),
    }));

  test.each([
    ["a savepoint, which the block would end", `with op.get_bind().begin_nested():\n        op.execute("⟦VACUUM⟧")`],
    ["a transaction of the file's own", `with op.get_bind().begin():\n        op.execute("⟦VACUUM⟧")`],
    ["a line with another statement", `op.execute("⟦VACUUM⟧"); print()`],
    ["a condition", `if op.get_bind().execute(sa.text("⟦VACUUM⟧")):\n        pass`],
    [
      "a local function that is also called in a block",
      `def f():\n        op.execute("⟦VACUUM⟧")\n    f()\n    ${block}\n        f()`,
    ],
  ])("does not go into %s", (_, body) => check({ source: upgradeOf(body), fixed: null, unsafe: true }));

  test("goes around a batch whose directives are all of the kind", async () => {
    const batch = `with op.batch_alter_table("t") as b:`;
    await check({
      source: upgradeOf(batch, `    ⟦b.create_index⟧("i", ["a"], postgresql_concurrently=True)`),
      fixed: upgradeOf(block, `    ${batch}`, `        b.create_index("i", ["a"], postgresql_concurrently=True)`),
    });
    await check({
      source: upgradeOf(
        batch,
        `    b.drop_column("c")`,
        `    ⟦b.create_index⟧("i", ["a"], postgresql_concurrently=True)`,
      ),
      fixed: null,
      unsafe: true,
    });
  });
});
