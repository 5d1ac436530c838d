import { describe, expect, test } from "vitest";
import type { Context } from "../../../server/src/context.ts";
import { functionSignatures } from "../../../server/src/python/function-signatures.ts";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration, plainEnvironment, withHelper } from "../../rule-case.ts";

const rule = "enum-value-used-before-commit";
const imported = "from alembic.utils.safe_enum_addition import safe_add_enum_value";
const context: Context = { ...withHelper, environment: plainEnvironment };
const setDefault = "op.alter_column('x', 'c', existing_type=sa.Enum('a', 'n', name='t'), server_default='n')";

describe("a value that is added and used in one function", () => {
  test("points to where it is added", async () => {
    const addition = "safe_add_enum_value('t', 'n')";
    const source = migration(`def upgrade():\n    ${addition}\n    ${setDefault}\n`, imported);
    const [finding] = findingsOf(await engine(), source, { context }).filter((each) => each.rule === rule);
    const start = source.indexOf(addition);
    const place = { start, end: start + addition.length };
    expect(finding?.related).toEqual([{ message: "'n' is added here", place }]);
  });

  test("by the helper: the addition goes into an autocommit block", () =>
    checkCase(rule, {
      context,
      severity: "error",
      unsafe: true,
      source: migration(
        `def upgrade():
    # the new kind
    safe_add_enum_value('t', 'n')
    ⟦op.alter_column⟧('x', 'c', existing_type=sa.Enum('a', 'n', name='t'), server_default='n')
`,
        imported,
      ),
      fixed: migration(
        `def upgrade():
    # the new kind
    with op.get_context().autocommit_block():
        safe_add_enum_value('t', 'n')
    ${setDefault}
`,
        imported,
      ),
    }));

  test("has no fix where env.py has begun a transaction before: a block alone stops with an AssertionError there", () =>
    checkCase(rule, {
      context: { ...withHelper, environment: { ...plainEnvironment, beginsBefore: true } },
      unsafe: true,
      source: migration(
        `def upgrade():\n    safe_add_enum_value('t', 'n')\n    op.execute("⟦SELECT 'n'::t⟧")\n`,
        imported,
      ),
      fixed: null,
    }));

  test("several values of one type, of which the second is used", () =>
    checkCase(rule, {
      context,
      unsafe: true,
      source: migration(
        `def upgrade():
    safe_add_multiple_enum_values('t', ['m', 'n'])
    op.execute("⟦SELECT 'n'::t⟧")
    op.execute("SELECT 'a'::t")
`,
        imported.replace("safe_add_enum_value", "safe_add_multiple_enum_values"),
      ),
      fixed: migration(
        `def upgrade():
    with op.get_context().autocommit_block():
        safe_add_multiple_enum_values('t', ['m', 'n'])
    op.execute("SELECT 'n'::t")
    op.execute("SELECT 'a'::t")
`,
        imported.replace("safe_add_enum_value", "safe_add_multiple_enum_values"),
      ),
    }));

  test("the fix is never safe", () =>
    checkCase(rule, {
      context,
      source: migration(
        `def upgrade():\n    safe_add_enum_value('t', 'n')\n    op.execute("⟦SELECT 'n'::t⟧")\n`,
        imported,
      ),
      fixed: null,
    }));

  const uses: readonly [story: string, use: string][] = [
    [
      "a column that is added with it as default",
      `⟦op.add_column⟧('x', sa.Column('c', sa.Enum(name='t'), server_default='n'))`,
    ],
    [
      "a table with it as default",
      `⟦op.create_table⟧('x', sa.Column('c', postgresql.ENUM(name='t', create_type=False), server_default='n'))`,
    ],
    ["a cast in a default", `⟦op.alter_column⟧('x', 'c', server_default=sa.text("'n'::t"))`],
    [
      "rows of a table whose columns tell their types",
      `⟦op.bulk_insert⟧(sa.table('x', sa.column('c', sa.Enum(name='t'))), [{'c': 'a'}, {'c': 'n'}])`,
    ],
    [
      "the USING of a change of type",
      `⟦op.alter_column⟧('x', 'c', type_=sa.Enum(name='t'), postgresql_using="CASE c WHEN 1 THEN 'n'::t END")`,
    ],
  ];
  test.each(uses)("%s", (_story, use) =>
    checkCase(rule, {
      context,
      source: migration(
        `def upgrade():\n    safe_add_enum_value('t', 'n')\n    ${use}\n`,
        `${imported}\nfrom sqlalchemy.dialects import postgresql`,
      ),
    }),
  );

  test("on PostgreSQL 15 also the value of a type that is created before", () =>
    checkCase(rule, {
      context,
      settings: { postgresVersion: 15 },
      source: migration(
        `def upgrade():
    sa.Enum('a', name='t').create(op.get_bind(), checkfirst=True)
    safe_add_enum_value('t', 'n')
    op.execute("⟦SELECT 'n'::t⟧")
`,
        imported,
      ),
    }));
});

describe("silent", () => {
  const add = "safe_add_enum_value('t', 'n')";
  const use = `op.execute("SELECT 'n'::t")`;
  const cases: readonly [story: string, body: string, beside?: string][] = [
    ["in an autocommit block", `with op.get_context().autocommit_block():\n        ${add}\n    ${use}`],
    [
      "an autocommit block in between",
      `${add}\n    with op.get_context().autocommit_block():\n        op.execute("SELECT 1")\n    ${use}`,
    ],
    ["a COMMIT in between", `${add}\n    op.execute("COMMIT")\n    ${use}`, "manual-transaction-control"],
    ["what can't be read in between", `${add}\n    op.execute(SQL)\n    ${use}`, "sql-not-analyzed"],
    ["used before it is added", `${use}\n    ${add}`],
    ["another value", `${add}\n    op.execute("SELECT 'm'::t")`],
    ["another type", `${add}\n    op.execute("SELECT 'n'::u, 'n'::app.t")`],
    ["the type of the column is not known", `${add}\n    op.execute("INSERT INTO x (c) VALUES ('n')")`],
    ["a column that is text", `${add}\n    op.add_column('x', sa.Column('c', sa.Text(), server_default='n'))`],
    ["a column without a default", `${add}\n    op.add_column('x', sa.Column('c', sa.Enum(name='t')))`],
    [
      "a type that is created before, as PostgreSQL 18 takes it",
      `sa.Enum('a', name='t').create(op.get_bind(), checkfirst=True)\n    ${add}\n    ${use}`,
    ],
    ["in another branch", `if settings.a:\n        ${add}\n    else:\n        ${use}`],
    ["perhaps not added", `if settings.a:\n        ${add}\n    ${use}`],
    [
      "a column of a table that is gone",
      `op.create_table('x', sa.Column('c', postgresql.ENUM(name='t', create_type=False)))\n    op.drop_table('x')\n    ${add}\n    op.alter_column('x', 'c', server_default='n')`,
    ],
    ["after another value is renamed to it", `op.execute("ALTER TYPE t RENAME VALUE 'a' TO 'n'")\n    ${use}`],
  ];
  test.each(cases)("%s", (_story, body, beside) =>
    checkCase(rule, {
      context,
      beside: beside === undefined ? [] : [beside],
      source: migration(`def upgrade():\n    ${body}\n`, `${imported}\nfrom sqlalchemy.dialects import postgresql`),
    }),
  );

  const source = migration(`def upgrade():\n    ${add}\n    ${use}\n`, imported);
  test("env.py is not known", () => checkCase(rule, { source }));
  test("env.py runs without a transaction", () =>
    checkCase(rule, { context: { ...context, environment: { ...plainEnvironment, autocommit: true } }, source }));

  test.each([
    ["commits what it adds", "with op.get_context().autocommit_block():\n        op.execute(sql)"],
    [
      "does so by another function",
      "_run(sql)\n\n\ndef _run(sql):\n    op.get_bind().execution_options(isolation_level='AUTOCOMMIT').execute(sql)",
    ],
  ])("the project's own helper %s", async (_story, body) => {
    const module = (await engine()).parse(`def safe_add_enum_value(t, v):\n    sql = ""\n    ${body}\n`);
    const knowledge = { state: "found", path: "/h.py", functions: functionSignatures(module) } as const;
    const modules = new Map([["alembic.utils.safe_enum_addition", knowledge]]);
    await checkCase(rule, { context: { ...context, modules }, source });
  });
});

test("a helper of the project's own that stays in the transaction, and calls itself", async () => {
  const module = (await engine()).parse(`def safe_add_enum_value(t, v):
    if v is None:
        return safe_add_enum_value(t, "n")
    op.execute("")
`);
  const knowledge = { state: "found", path: "/h.py", functions: functionSignatures(module) } as const;
  const modules = new Map([["alembic.utils.safe_enum_addition", knowledge]]);
  const source = migration(
    `def upgrade():\n    safe_add_enum_value('t', 'n')\n    op.execute("⟦SELECT 'n'::t⟧")\n`,
    imported,
  );
  await checkCase(rule, { context: { ...context, modules }, source });
});
