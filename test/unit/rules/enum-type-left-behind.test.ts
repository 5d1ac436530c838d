import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "enum-type-left-behind";
const table = `def upgrade():
    op.create_table('people', sa.Column('mood', sa.Enum('a', name='mood')), sa.Column('pet', sa.Enum('x', name='pet')))


`;

describe("the type stays when its user goes", () => {
  test("a table: all its types are dropped after it", () =>
    checkCase(rule, {
      severity: "warning",
      unsafe: true,
      source: migration(`${table}def downgrade():
    ⟦op.drop_table⟧('people')  # gone
`),
      fixed: migration(`${table}def downgrade():
    op.drop_table('people')  # gone
    sa.Enum(name='mood').drop(op.get_bind(), checkfirst=True)
    sa.Enum(name='pet').drop(op.get_bind(), checkfirst=True)
`),
    }));

  test("a column, of a type in a schema", () =>
    checkCase(rule, {
      unsafe: true,
      settings: { knownSchemas: ["public", "app"] },
      beside: ["enum-type-created-unchecked"],
      source: migration(`def upgrade():
    op.execute("CREATE TYPE app.mood AS ENUM ('a')")
    op.execute("ALTER TABLE people ADD COLUMN mood app.mood")


def downgrade():
    conn = op.get_bind()
    op.execute("⟦ALTER TABLE people DROP COLUMN mood⟧")
`),
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regtype('app.mood') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE app.mood AS ENUM ('a')")
    op.execute("ALTER TABLE people ADD COLUMN mood app.mood")


def downgrade():
    conn = op.get_bind()
    op.execute("ALTER TABLE people DROP COLUMN mood")
`),
    }));

  test.each([
    ["a loop", "for name in ('b', 'a'):\n        ⟦op.drop_table⟧(name)"],
    ["a batch", "with op.batch_alter_table('a') as batch_op:\n        ⟦batch_op.drop_column⟧('m')"],
    ["a local function", "drop('a')\n\n\ndef drop(name):\n    ⟦op.drop_table⟧(name)"],
  ])("the fix comes after %s", (_story, body) => {
    const upgrade = `def upgrade():
    op.create_table('a', sa.Column('m', sa.Enum('x', name='m')))


`;
    const source = migration(`${upgrade}def downgrade():\n    ${body}\n`);
    const [head = "", ...rest] = body.replace(/[⟦⟧]/g, "").split("\n\n\n");
    const drop = "sa.Enum(name='m').drop(op.get_bind(), checkfirst=True)";
    const fixed = [`${head}\n    ${drop}`, ...rest].join("\n\n\n");
    return checkCase(rule, { unsafe: true, source, fixed: migration(`${upgrade}def downgrade():\n    ${fixed}\n`) });
  });

  test("a drop that shares its line gets no fix", () =>
    checkCase(rule, {
      unsafe: true,
      source: migration(`${table}def downgrade():
    print("going"); ⟦op.drop_table⟧('people')
`),
      fixed: null,
    }));

  test("the fix stands after the last drop, and has no safe form", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.create_table('a', sa.Column('m', sa.Enum('x', name='m')))
    op.create_table('b', sa.Column('m', sa.Enum('x', name='m')))


def downgrade():
    op.drop_table('b')
    ⟦op.drop_table⟧('a')
`),
      fixed: null,
    }));
});

describe("silent", () => {
  const create = "op.create_table('people', sa.Column('mood', sa.Enum('a', name='mood')))";
  const cases: readonly [story: string, upgrade: string, downgrade: string, beside?: string][] = [
    ["dropped by SQLAlchemy", create, "op.drop_table('people')\n    sa.Enum(name='mood').drop(op.get_bind())"],
    ["dropped by SQL", create, 'op.drop_table("people")\n    op.execute("DROP TYPE IF EXISTS mood")'],
    [
      "dropped in a loop",
      create,
      'op.drop_table("people")\n    for name in NAMES:\n        op.execute(f"DROP TYPE {name}")',
    ],
    ["dropped with its schema", create, 'op.drop_table("people")\n    op.execute("DROP SCHEMA public CASCADE")'],
    [
      "perhaps dropped by what can't be read",
      create,
      "op.drop_table('people')\n    op.execute(SQL)",
      "sql-not-analyzed",
    ],
    ["the downgrade does nothing", create, "pass"],
    ["the downgrade raises", create, "raise NotImplementedError"],
    ["the downgrade keeps the table", create, "op.drop_table('dogs')"],
    [
      "perhaps another revision's type",
      `sa.Enum('a', name='mood').create(op.get_bind(), checkfirst=True)\n    op.add_column('people', sa.Column('mood', sa.Enum('a', name='mood')))`,
      "op.drop_column('people', 'mood')",
    ],
    [
      "the type is not of this revision",
      "op.add_column('people', sa.Column('mood', sa.Enum('a', name='mood')))",
      "op.drop_column('people', 'mood')",
    ],
    [
      "made anew under its old name",
      `op.execute("ALTER TYPE mood RENAME TO mood_old")\n    op.execute("CREATE TYPE mood AS ENUM ('a')")\n    op.execute("ALTER TABLE people ADD COLUMN mood mood")`,
      "op.drop_column('people', 'mood')",
    ],
    [
      "perhaps gone by what can't be read",
      `${create}\n    op.execute(SQL)`,
      "op.drop_table('people')",
      "sql-not-analyzed",
    ],
    ["a VARCHAR", create.replace("name='mood'", "native_enum=False"), "op.drop_table('people')"],
  ];
  test.each(cases)("%s", (_story, upgrade, downgrade, beside) =>
    checkCase(rule, {
      beside: beside === undefined ? [] : [beside],
      source: migration(`def upgrade():\n    ${upgrade}\n\n\ndef downgrade():\n    ${downgrade}\n`),
    }),
  );

  test("which engine's type it is, is not followed", () =>
    checkCase(rule, {
      source: migration(`def upgrade(engine_name):
    globals()["upgrade_%s" % engine_name]()


def downgrade(engine_name):
    globals()["downgrade_%s" % engine_name]()


def upgrade_a():
    ${create}


def upgrade_b():
    op.add_column('dogs', sa.Column('age', sa.Integer()))


def downgrade_a():
    op.drop_table('people')


def downgrade_b():
    op.drop_column('dogs', 'age')
`),
    }));
});
