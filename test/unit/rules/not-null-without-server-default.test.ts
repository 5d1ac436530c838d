import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "not-null-without-server-default";

describe("a NOT NULL column for a table that may have rows", () => {
  const found: readonly [story: string, body: string][] = [
    ["a directive", `    ⟦op.add_column⟧('t', sa.Column('a', sa.Integer(), nullable=False))\n`],
    [
      "with a default of Python's",
      `    ⟦op.add_column⟧('t', sa.Column('a', sa.Integer(), default=0, nullable=False))\n`,
    ],
    [
      "in a batch",
      `    with op.batch_alter_table('t', schema=None) as batch_op:\n        ⟦batch_op.add_column⟧(sa.Column('a', sa.Text(), nullable=False))\n`,
    ],
    ["SQL", `    op.execute("⟦ALTER TABLE t ADD COLUMN a integer NOT NULL⟧")\n`],
    ["SQL with IF NOT EXISTS", `    op.execute("⟦ALTER TABLE t ADD COLUMN IF NOT EXISTS a integer NOT NULL⟧")\n`],
    ["a default of NULL", `    op.execute("⟦ALTER TABLE t ADD a integer NOT NULL DEFAULT NULL⟧")\n`],
    ["a key of text", `    op.execute("⟦ALTER TABLE t ADD a text PRIMARY KEY⟧")\n`],
    ["an enum", `    ⟦op.add_column⟧('t', sa.Column('a', sa.Enum('x', name='e'), nullable=False))\n`],
    ["a type of the project's", `    ⟦op.add_column⟧('t', sa.Column('a', types.GUID(), nullable=False))\n`],
    [
      "behind a look whether the column is there",
      `    if 'a' not in [c['name'] for c in sa.inspect(op.get_bind()).get_columns('t')]:\n        ⟦op.add_column⟧('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "with the NOT NULL for other tables' rows taken care of",
      `    op.execute("DELETE FROM other")\n    op.create_table('another')\n    ⟦op.add_column⟧('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "the table has got another name only",
      `    op.rename_table('s', 't')\n    ⟦op.add_column⟧('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "filled, but too late",
      `    ⟦op.add_column⟧('t', sa.Column('a', sa.Integer(), nullable=False))\n    op.execute("UPDATE t SET a = 1")\n`,
    ],
  ];
  test.each(found)("%s", (_story, body) =>
    checkCase(rule, { severity: "warning", source: migration(`def upgrade():\n${body}`), fixed: null }),
  );

  test("a column that a downgrade brings back", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.drop_column('t', 'a')


def downgrade():
    ⟦op.add_column⟧('t', sa.Column('a', sa.INTEGER(), autoincrement=False, nullable=False))
`),
    }));

  const silent: readonly [story: string, body: string][] = [
    ["a server default", `    op.add_column('t', sa.Column('a', sa.Integer(), server_default='0', nullable=False))\n`],
    [
      "a server default that is not known",
      `    op.add_column('t', sa.Column('a', sa.Integer(), server_default=DEFAULT, nullable=False))\n`,
    ],
    ["a column that may be NULL", `    op.add_column('t', sa.Column('a', sa.Integer()))\n`],
    ["nullable is not known", `    op.add_column('t', sa.Column('a', sa.Integer(), nullable=NULLABLE))\n`],
    ["a column that is not known", `    op.add_column('t', column)\n`],
    ["a DEFAULT", `    op.execute("ALTER TABLE t ADD a integer NOT NULL DEFAULT 0")\n`],
    ["serial", `    op.execute("ALTER TABLE t ADD id bigserial PRIMARY KEY")\n`],
    ["a key that SQLAlchemy numbers", `    op.add_column('t', sa.Column('id', sa.Integer(), primary_key=True))\n`],
    ["identity", `    op.execute("ALTER TABLE t ADD id integer GENERATED ALWAYS AS IDENTITY")\n`],
    ["sa.Identity", `    op.add_column('t', sa.Column('id', sa.Integer(), sa.Identity(), nullable=False))\n`],
    [
      "a computed column",
      `    op.add_column('t', sa.Column('a', sa.Integer(), sa.Computed('b + 1'), nullable=False))\n`,
    ],
    ["a domain, which may have a default", `    op.execute("ALTER TABLE t ADD a amount NOT NULL")\n`],
    [
      "the table is created before",
      `    op.create_table('t', sa.Column('id', sa.Integer()))\n    op.add_column('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "the table is created before, under another name",
      `    op.execute("CREATE TABLE new (id integer)")\n    op.rename_table('new', 't')\n    op.add_column('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "perhaps created before",
      `    op.create_table(name)\n    op.add_column('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "emptied before",
      `    op.execute("TRUNCATE t CASCADE")\n    op.add_column('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "emptied before by a DELETE",
      `    op.execute("DELETE FROM t")\n    op.add_column('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "only where there are no rows",
      `    if op.get_bind().execute(sa.text("SELECT count(*) FROM t")).scalar() == 0:\n        op.add_column('t', sa.Column('a', sa.Integer(), nullable=False))\n`,
    ],
    [
      "another database",
      `    engine = sa.create_engine(URL)\n    engine.execute("ALTER TABLE t ADD a integer NOT NULL")\n`,
    ],
    [
      "filled first",
      `    op.add_column('t', sa.Column('a', sa.Integer()))\n    op.execute("UPDATE t SET a = 1")\n    op.alter_column('t', 'a', nullable=False)\n`,
    ],
  ];
  test.each(silent)("silent: %s", (_story, body) => checkCase(rule, { source: migration(`def upgrade():\n${body}`) }));

  test("silent: perhaps emptied before", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.execute(CLEANUP)
    op.add_column('t', sa.Column('a', sa.Integer(), nullable=False))
`),
      beside: ["sql-not-analyzed"],
    }));
});
