import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration, plainEnvironment, withHelper } from "../../rule-case.ts";

const rule = "autocommit-after-changes";
const context = { ...withHelper, environment: plainEnvironment };

/** `upgrade` with these statements before an autocommit block, whose head is expected to be found or not. */
function before(found: boolean, ...lines: readonly string[]): string {
  const head = "op.get_context().autocommit_block()";
  const body = [
    ...lines,
    `with ${found ? `⟦${head}⟧` : head}:`,
    `    op.execute("VACUUM t")`,
    `op.drop_table("later")`,
  ];
  return migration(`def upgrade():\n${body.map((line) => `    ${line}\n`).join("")}`);
}

describe("what can't be repeated", () => {
  test.each([
    ["a column", `op.add_column("t", sa.Column("c", sa.Text()))`],
    ["a column, as SQL", `op.execute("ALTER TABLE t ADD COLUMN c text")`],
    ["a table", `op.create_table("x", sa.Column("id", sa.Integer()))`],
    ["a type", `op.execute("CREATE TYPE pair AS (a int, b int)")`],
    ["a drop", `op.drop_column("t", "c")`],
    ["a dropped constraint", `op.drop_constraint("uq", "t")`],
    ["a rename", `op.rename_table("a", "b")`],
    ["a renamed column", `op.alter_column("t", "a", new_column_name="b")`],
    ["a renamed value", `op.execute("ALTER TYPE e RENAME VALUE 'a' TO 'b'")`],
    ["an identity", `op.execute("ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY")`],
    ["an attached partition", `op.execute("ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (0) TO (10)")`],
    ["a move to another schema", `op.execute("ALTER TABLE t SET SCHEMA archive")`],
    ["rows", `op.execute("INSERT INTO t VALUES (1)")`],
    ["rows by bulk_insert", `op.bulk_insert(sa.table("t", sa.column("a")), [{"a": 1}])`],
    ["an index that PostgreSQL names: the next run adds another", `op.execute("CREATE INDEX ON t (a)")`],
    ["an update that computes", `op.execute("UPDATE t SET price = price * 100")`],
    ["a change among others that can", `op.execute("DROP TABLE IF EXISTS x")`, `op.drop_table("y")`],
    [
      "a drop without IF EXISTS and a create with",
      `op.drop_table("x")`,
      `op.execute("CREATE TABLE IF NOT EXISTS z (a int)")`,
    ],
  ])("%s", (_, ...lines) => checkCase(rule, { source: before(true, ...lines), context, fixed: null, unsafe: true }));

  test("whatever is known of env.py", () =>
    checkCase(rule, { source: before(true, `op.drop_table("x")`), context: withHelper }));
});

describe("what can", () => {
  test.each([
    ["IF NOT EXISTS", `op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS c text")`],
    ["OR REPLACE", `op.execute("CREATE OR REPLACE VIEW v AS SELECT 1 AS a")`],
    ["IF EXISTS", `op.execute("ALTER TABLE IF EXISTS a RENAME TO b")`],
    [
      "a check",
      `if not op.get_bind().execute(sa.text("SELECT to_regclass('x')")).scalar():`,
      `    op.execute("CREATE TABLE x (a int)")`,
    ],
    [
      "an error that a savepoint catches",
      `try:`,
      `    with op.get_bind().begin_nested():`,
      `        op.drop_table("x")`,
      `except sa.exc.ProgrammingError:`,
      `    pass`,
    ],
    [
      "nullable, default and type",
      `op.alter_column("t", "c", nullable=False, server_default="0", type_=sa.BigInteger())`,
    ],
    ["a query", `op.get_bind().execute(sa.text("SELECT 1"))`],
    ["ON CONFLICT", `op.execute("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING")`],
    ["rows that were deleted first", `op.execute("DELETE FROM t")`, `op.execute("INSERT INTO t VALUES (1)")`],
    ["an update that only sets", `op.execute("UPDATE t SET a = 1, b = lower(b), c = d + 1")`],
    ["an update that its condition may guard", `op.execute("UPDATE t SET a = a + 1 WHERE version = 1")`],
    ["drop and create", `op.drop_constraint("fk", "t")`, `op.create_foreign_key("fk", "t", "u", ["a"], ["b"])`],
    [
      "DROP IF EXISTS and create",
      `op.execute("DROP TRIGGER IF EXISTS tr ON t")`,
      `op.execute("CREATE TRIGGER tr AFTER INSERT ON t EXECUTE FUNCTION f()")`,
    ],
    [
      "a new table in the place of one dropped, with its index",
      `op.execute("DROP TABLE IF EXISTS x")`,
      `op.execute("CREATE TABLE x (a int)")`,
      `op.execute("CREATE INDEX ix ON x (a)")`,
      `op.execute("ALTER TABLE x ADD COLUMN b int")`,
    ],
    [
      "an enum type made anew",
      `op.execute("ALTER TYPE e RENAME TO e_old")`,
      `op.execute("CREATE TYPE e AS ENUM ('a')")`,
      `op.execute("DROP TYPE e_old")`,
    ],
    ["a temporary table", `op.execute("CREATE TEMP TABLE x (a int)")`],
    ["what has a name that can't be known", `op.execute(f"DROP TABLE {name}")`],
    ["the helper", `from alembic.utils.safe_enum_addition import safe_add_enum_value`, `safe_add_enum_value('e', 'v')`],
    ["nothing"],
  ])("%s", (_, ...lines) => checkCase(rule, { source: before(false, ...lines), context }));

  test("in a migration whose env.py sets AUTOCOMMIT: the block makes no difference", () =>
    checkCase(rule, {
      source: before(false, `op.drop_table("x")`),
      context: { ...context, environment: { ...plainEnvironment, autocommit: true } },
    }));

  test("in downgrade, for a block in upgrade", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    op.drop_table("x")\n\n\ndef downgrade():\n    with op.get_context().autocommit_block():\n        op.execute("VACUUM t")\n`,
      ),
      context,
    }));
});

describe("a commit by hand, of which another rule tells", () => {
  const commit = "op.get_bind().commit()";
  const change = `op.drop_table("x")`;
  test.each<readonly [story: string, found: boolean, lines: readonly string[]]>([
    ["has committed the change: that is not the block's doing", false, [change, commit, `op.execute("SET a.b = 'c'")`]],
    ["comes before the change", true, [commit, change]],
    ["is made in some cases only", true, [change, "if MANAGED:", `    ${commit}`]],
  ])("%s", (_, found, lines) =>
    checkCase(rule, { source: before(found, ...lines), context, beside: ["manual-transaction-control"] }),
  );
});

test("one change is reported at the first of several blocks", () =>
  checkCase(rule, {
    source: before(true, `op.drop_table("x")`).replace(
      `    op.drop_table("later")\n`,
      `    with op.get_context().autocommit_block():\n        op.execute("VACUUM u")\n`,
    ),
    context,
  }));

test("the key that a new column brings has the name of the dropped one: the next run fails after that", async () => {
  const source = before(
    false,
    `op.execute("ALTER TABLE visits DROP CONSTRAINT visits_pkey")`,
    `op.execute("CREATE UNIQUE INDEX visits_pair ON visits (a, b)")`,
    `op.execute("ALTER TABLE visits ADD COLUMN id serial PRIMARY KEY")`,
  );
  const own = findingsOf(await engine(), source, { context }).filter((finding) => finding.rule === rule);
  expect(own.map(({ message }) => message)).toEqual([
    expect.stringContaining("the next run dies on creating index visits_pair"),
  ]);
});

test("the message names what stays", async () => {
  const source = before(false, `op.add_column("users", sa.Column("plan", sa.Text()), schema="app")`);
  const own = findingsOf(await engine(), source, { context }).filter((finding) => finding.rule === rule);
  expect(own.map(({ message }) => message)).toEqual([
    "This block commits what ran before it: when it fails, that stays, and the next run dies on adding column app.users.plan. Make that repeatable, by IF [NOT] EXISTS or a check, or do it after the block.",
  ]);
});
