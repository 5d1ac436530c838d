import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, upgradeOf, withHelper } from "../../rule-case.ts";

const rule = "if-exists-unsupported";

function on(alembic: string | null, sqlalchemy: string | null = "1.4.46") {
  return { ...withHelper, versions: { alembic, sqlalchemy } };
}

const old = on("1.8.1");

describe("SQL instead of the directive", () => {
  test.each([
    [`⟦op.drop_table⟧("users", if_exists=True)`, `op.execute("DROP TABLE IF EXISTS users")`],
    [`⟦op.drop_table⟧("users", schema="app", if_exists=True)`, `op.execute("DROP TABLE IF EXISTS app.users")`],
    [
      `⟦op.drop_index⟧(op.f("ix"), table_name="users", schema="app", if_exists=True)`,
      `op.execute("DROP INDEX IF EXISTS app.ix")`,
    ],
    [
      `⟦op.create_index⟧("ix", "users", ["a", "order"], unique=True, if_not_exists=True)`,
      `op.execute('CREATE UNIQUE INDEX IF NOT EXISTS ix ON users (a, "order")')`,
    ],
    [`⟦op.drop_column⟧("users", "a", if_exists=True)`, `op.execute("ALTER TABLE users DROP COLUMN IF EXISTS a")`],
    [
      `⟦op.drop_constraint⟧("fk", "users", type_="foreignkey", if_exists=True)`,
      `op.execute("ALTER TABLE users DROP CONSTRAINT IF EXISTS fk")`,
    ],
    [
      `⟦op.add_column⟧("users", sa.Column("a", sa.String(50), server_default="x", nullable=False), if_not_exists=True)`,
      `op.execute("ALTER TABLE users ADD COLUMN IF NOT EXISTS a VARCHAR(50) DEFAULT 'x' NOT NULL")`,
    ],
  ])("%s", (line, fixed) =>
    checkCase(rule, { severity: "error", source: upgradeOf(line), fixed: upgradeOf(fixed), context: old }),
  );
});

describe("a look where SQL can't be written", () => {
  test("a table", () =>
    checkCase(rule, {
      source: upgradeOf(`⟦op.create_table⟧("users", sa.Column("id", sa.Integer()), if_not_exists=True)`),
      fixed: upgradeOf(
        `conn = op.get_bind()`,
        `if not conn.execute(sa.text("SELECT to_regclass('users') IS NOT NULL")).scalar():`,
        `    op.create_table("users", sa.Column("id", sa.Integer()))`,
      ),
      context: old,
    }));

  test("an index with options, its arguments on lines of their own", () =>
    checkCase(rule, {
      source: upgradeOf(
        `⟦op.create_index⟧(`,
        `    "ix",`,
        `    "users",`,
        `    ["a"],`,
        `    if_not_exists=True,  # since 1.12`,
        `    postgresql_using="gin",`,
        `)`,
      ),
      fixed: upgradeOf(
        `conn = op.get_bind()`,
        `if not conn.execute(sa.text("SELECT to_regclass('ix') IS NOT NULL")).scalar():`,
        `    op.create_index(`,
        `        "ix",`,
        `        "users",`,
        `        ["a"],  # since 1.12`,
        `        postgresql_using="gin",`,
        `    )`,
      ),
      context: old,
    }));

  test("a foreign key, which no Alembic has it for, whatever the version", () =>
    checkCase(rule, {
      source: upgradeOf(`⟦op.create_foreign_key⟧("fk", "a", "b", ["x"], ["y"], if_not_exists=True)`),
      fixed: upgradeOf(
        `conn = op.get_bind()`,
        `if not conn.execute(`,
        `    sa.text("""`,
        `        SELECT EXISTS(`,
        `            SELECT 1 FROM pg_constraint`,
        `            WHERE conrelid = to_regclass('a')`,
        `            AND conname = 'fk'`,
        `        );`,
        `    """)`,
        `).scalar():`,
        `    op.create_foreign_key("fk", "a", "b", ["x"], ["y"])`,
      ),
      context: on(null, null),
    }));

  test("is unsafe where the project renders SQL", () =>
    checkCase(rule, {
      source: upgradeOf(`⟦op.create_table⟧("users", sa.Column("id", sa.Integer()), if_not_exists=True)`),
      fixed: null,
      settings: { offlineSql: true },
      context: old,
    }));

  test("none for a call that has another name each time", () =>
    checkCase(rule, {
      source: upgradeOf(
        `for table in ("a", "b"):`,
        `    ⟦op.create_table⟧(table, sa.Column("id", sa.Integer()), if_not_exists=True)`,
      ),
      fixed: null,
      unsafe: true,
      context: old,
    }));
});

describe("silent", () => {
  test.each([
    ["the version is not known", on(null, null), `op.drop_table("users", if_exists=True)`],
    ["Alembic knows it", on("1.13.3"), `op.drop_table("users", if_exists=True)`],
    ["the index keyword of 1.12 with SQLAlchemy 2", on("1.12.0", "2.0.0"), `op.drop_index("ix", if_exists=True)`],
    [
      "whether 1.12 has it is SQLAlchemy's, which is not known",
      on("1.12.0", null),
      `op.drop_index("ix", if_exists=True)`,
    ],
    ["drop_constraint with both", on("1.16.0", "2.0.0"), `op.drop_constraint("fk", "users", if_exists=True)`],
    ["it can't be known", old, `op.drop_table("users", if_exists=bool(x))`],
    ["SQL", old, `op.execute("DROP TABLE IF EXISTS users")`],
  ] as const)("%s", (_story, context, line) => checkCase(rule, { source: upgradeOf(line), context }));
});

test("silent: it is False", () =>
  checkCase(rule, {
    source: upgradeOf(`op.drop_table("users", if_exists=False)`),
    context: old,
    beside: ["missing-if-exists"],
  }));

test("the message names what knows it not, and what comes of it", async () => {
  const messages = async (line: string, context: ReturnType<typeof on>) =>
    findingsOf(await engine(), upgradeOf(line), { context })
      .filter((finding) => finding.rule === rule)
      .map(({ message }) => message);
  expect(await messages(`op.drop_index("ix", if_exists=True)`, on("1.12.0"))).toEqual([
    "Alembic 1.12.0 ignores if_exists of op.drop_index: a second run fails as if it were not there. Write it as SQL, or check first.",
  ]);
  expect(await messages(`op.drop_constraint("fk", "t", if_exists=True)`, on("1.16.0"))).toEqual([
    "op.drop_constraint of Alembic 1.16.0 with SQLAlchemy 1.4.46 does not know if_exists: the call always fails. Write it as SQL, or check first.",
  ]);
  expect(await messages(`op.rename_table("a", "b", if_exists=True)`, on(null, null))).toEqual([
    "op.rename_table of Alembic does not know if_exists: the call always fails. Write it as SQL, or check first.",
  ]);
});
