import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "enum-type-not-created";
const postgresql = "from sqlalchemy.dialects import postgresql";
const add = "op.add_column('tasks', sa.Column('level', sa.Enum('low', 'high', name='level')))";
const drop = "sa.Enum(name='level').drop(op.get_bind(), checkfirst=True)";
const downgrade = `
def downgrade():
    op.drop_column('tasks', 'level')
    ${drop}
`;

describe("the downgrade drops the type, and nothing creates it", () => {
  test("a column that is added: its type is created first", () =>
    checkCase(rule, {
      severity: "warning",
      unsafe: true,
      source: migration(`def upgrade():
    ⟦op.add_column⟧('tasks', sa.Column('level', sa.Enum('low', 'high', name='level')))

${downgrade}`),
      fixed: migration(`def upgrade():
    sa.Enum('low', 'high', name='level').create(op.get_bind(), checkfirst=True)
    ${add}

${downgrade}`),
    }));

  test("in a batch, with a variable and a connection that are there", () =>
    checkCase(rule, {
      unsafe: true,
      source: migration(
        `level = postgresql.ENUM('low', 'high', name='level')


def upgrade():
    bind = op.get_bind()
    with op.batch_alter_table('tasks') as batch_op:
        ⟦batch_op.add_column⟧(sa.Column('level', level))

${downgrade}`,
        postgresql,
      ),
      fixed: migration(
        `level = postgresql.ENUM('low', 'high', name='level')


def upgrade():
    bind = op.get_bind()
    with op.batch_alter_table('tasks') as batch_op:
        level.create(bind, checkfirst=True)
        batch_op.add_column(sa.Column('level', level))

${downgrade}`,
        postgresql,
      ),
    }));

  test("a column that changes its type", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    ⟦op.alter_column⟧('tasks', 'level', type_=sa.Enum('low', name='level'), postgresql_using='level::level')


def downgrade():
    op.alter_column('tasks', 'level', type_=sa.Text(), postgresql_using='level::text')
    op.execute("DROP TYPE level")
`),
    }));

  test("a table whose column says that it does not create the type", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():
    ⟦op.create_table⟧('tasks', sa.Column('level', postgresql.ENUM('low', name='level', create_type=False)))


def downgrade():
    op.drop_table('tasks')
    op.execute("DROP TYPE level")
`,
        postgresql,
      ),
    }));

  test("an enum whose labels are not there to be created gets no fix", () =>
    checkCase(rule, {
      unsafe: true,
      source: migration(`def upgrade():
    ⟦op.add_column⟧('tasks', sa.Column('level', sa.Enum(*LEVELS, name='level')))

${downgrade}`),
      fixed: null,
    }));
});

describe("the same function says that the type is not there", () => {
  test("it creates the type later", () =>
    checkCase(rule, {
      severity: "error",
      beside: ["enum-type-created-unchecked"],
      unsafe: false,
      source: migration(`def upgrade():
    ⟦op.add_column⟧('tasks', sa.Column('level', sa.Enum('low', name='level')))
    sa.Enum('low', name='level').create(op.get_bind())
`),
    }));

  test("later, with a look whether it is there: it may be", () =>
    checkCase(rule, {
      severity: "warning",
      source: migration(`def upgrade():
    ⟦op.add_column⟧('tasks', sa.Column('level', sa.Enum('low', name='level')))
    sa.Enum('low', name='level').create(op.get_bind(), checkfirst=True)
`),
    }));

  test("it has renamed the type before", () =>
    checkCase(rule, {
      severity: "error",
      source: migration(`def upgrade():
    op.execute("ALTER TYPE level RENAME TO level_old")
    ⟦op.alter_column⟧('tasks', 'level', type_=sa.Enum('low', name='level'), postgresql_using='level::text::level')
`),
    }));
});

describe("silent", () => {
  const create = "sa.Enum('low', 'high', name='level').create(op.get_bind(), checkfirst=True)";
  const cases: [story: string, upgrade: string, more: string][] = [
    ["an earlier revision may have created it", add, ""],
    [
      "created before",
      `sa.Enum('low', 'high', name='level').create(op.get_bind(), checkfirst=True)\n    ${add}`,
      downgrade,
    ],
    [
      "created by a table before",
      `op.create_table('t', sa.Column('l', sa.Enum('low', name='level')))\n    ${add}`,
      downgrade,
    ],
    [
      "created by SQL before",
      `if settings.x:\n        op.execute("CREATE TYPE level AS ENUM ('low')")\n    ${add}`,
      downgrade,
    ],
    ["perhaps created by what can't be read", `op.execute(SQL)\n    ${add}`, downgrade],
    ["a VARCHAR", add.replace("name='level'", "name='level', native_enum=False"), downgrade],
    [
      "given anew after it was renamed",
      `op.execute("ALTER TYPE level RENAME TO level_old")\n    sa.Enum('low', name='level').create(op.get_bind(), checkfirst=True)\n    ${add}`,
      "",
    ],
  ];
  cases.push(
    ["perhaps created by what can't be read after it", `${add}\n    op.execute(SQL)`, downgrade],
    ["created later, on some databases", `${add}\n    if settings.x:\n        ${create}`, ""],
    [
      "only where the type is there",
      `if op.get_bind().execute(sa.text("SELECT to_regtype('level') IS NOT NULL")).scalar():\n        ${add}`,
      downgrade,
    ],
  );
  test.each(cases)("%s", (_story, upgrade, more) =>
    checkCase(rule, {
      beside: upgrade.includes("CREATE TYPE")
        ? ["enum-type-created-unchecked"]
        : upgrade.includes("(SQL)")
          ? ["sql-not-analyzed"]
          : [],
      source: migration(`def upgrade():\n    ${upgrade}\n\n${more}`),
    }),
  );
});
