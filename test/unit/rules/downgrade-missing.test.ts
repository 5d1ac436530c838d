import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, inEnvironment, migration, withHelper } from "../../rule-case.ts";

const rule = "downgrade-missing";

/** A migration with these lines in `upgrade`, and `downgrade` as it is. */
function script(upgrade: string, downgrade = "def ⟦downgrade():⟧\n    pass\n"): string {
  const lines = upgrade.split("\n").map((line) => (line === "" ? "" : `    ${line}`));
  const marked = downgrade.replace("def ⟦", "⟦def ");
  return migration(`def upgrade():\n${lines.join("\n")}\n\n\n${marked}`);
}

/** Checks what the fix makes of a `downgrade` that passes: these lines. */
function reverts(upgrade: string, lines: string, beside: readonly string[] = []): Promise<void> {
  const body = lines.split("\n").map((line) => `    ${line}\n`);
  return checkCase(rule, {
    unsafe: true,
    beside,
    remaining: beside,
    source: script(upgrade),
    fixed: script(upgrade, `def downgrade():\n${body.join("")}`),
  });
}

describe("the mirror of", () => {
  const cases: readonly [story: string, upgrade: string, downgrade: string][] = [
    ["a table", "op.create_table('t', sa.Column('id', sa.Integer()))", "op.execute('DROP TABLE IF EXISTS t')"],
    [
      "a table and what belongs to it: the table is enough",
      "op.create_table('t', sa.Column('id', sa.Integer()))\nop.create_index('ix', 't', ['id'])\nop.add_column('t', sa.Column('b', sa.Text()))\nop.create_check_constraint('ck', 't', 'id > 0')",
      "op.execute('DROP TABLE IF EXISTS t')",
    ],
    [
      "a table with an enum type",
      "op.create_table('t', sa.Column('m', sa.Enum('a', name='mood')))",
      "op.execute('DROP TABLE IF EXISTS t')\nop.execute('DROP TYPE IF EXISTS mood')",
    ],
    [
      "tables that refer to each other",
      "op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True))\nop.create_table('b', sa.Column('id', sa.Integer(), primary_key=True))\nop.create_foreign_key('fk', 'a', 'b', ['id'], ['id'])\nop.create_foreign_key('fk_b', 'b', 'a', ['id'], ['id'])",
      "op.execute('ALTER TABLE IF EXISTS a DROP CONSTRAINT IF EXISTS fk')\nop.execute('DROP TABLE IF EXISTS b')\nop.execute('DROP TABLE IF EXISTS a')",
    ],
    [
      "a column, its index and its constraint",
      "op.add_column('t', sa.Column('c', sa.Text()), schema='app')\nop.create_index('ix', 't', ['c'], schema='app')\nop.create_unique_constraint('uq', 't', ['c'], schema='app')",
      "op.execute('ALTER TABLE app.t DROP CONSTRAINT IF EXISTS uq')\nop.execute('DROP INDEX IF EXISTS app.ix')\nop.execute('ALTER TABLE app.t DROP COLUMN IF EXISTS c')",
    ],
    [
      "names that need quotes",
      "op.add_column('Order', sa.Column('user', sa.Text()))",
      `op.execute('ALTER TABLE "Order" DROP COLUMN IF EXISTS "user"')`,
    ],
    [
      "a column that is filled",
      "op.add_column('t', sa.Column('c', sa.Text()))\nop.execute(\"UPDATE t SET c = 'x'\")\nop.alter_column('t', 'c', nullable=False)",
      "op.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')",
    ],
    [
      "a function with defaults, and its trigger",
      'op.execute("CREATE FUNCTION app.f(a numeric(10, 2) DEFAULT 1, VARIADIC b int[] = NULL) RETURNS trigger LANGUAGE sql AS $$ SELECT 1 $$")\nop.execute("CREATE TRIGGER tr BEFORE INSERT ON t EXECUTE FUNCTION app.f()")',
      'op.execute("DROP TRIGGER IF EXISTS tr ON t")\nop.execute("DROP FUNCTION IF EXISTS app.f(a numeric(10, 2), VARIADIC b int[])")',
    ],
    [
      "a trigger of a new table on a function that is newer",
      "op.create_table('t', sa.Column('id', sa.Integer()))\nop.execute('CREATE FUNCTION f() RETURNS trigger LANGUAGE sql AS $$ SELECT 1 $$')\nop.execute('CREATE TRIGGER tr BEFORE INSERT ON t EXECUTE FUNCTION f()')",
      "op.execute('DROP TRIGGER IF EXISTS tr ON t')\nop.execute('DROP FUNCTION IF EXISTS f()')\nop.execute('DROP TABLE IF EXISTS t')",
    ],
    [
      "views, a sequence, a domain, a schema",
      "op.execute('CREATE SCHEMA app')\nop.execute('CREATE SEQUENCE app.s')\nop.execute('CREATE DOMAIN app.d AS int')\nop.execute('CREATE VIEW app.v AS SELECT 1')\nop.execute('CREATE MATERIALIZED VIEW app.m AS SELECT * FROM app.v')",
      "op.execute('DROP MATERIALIZED VIEW IF EXISTS app.m')\nop.execute('DROP VIEW IF EXISTS app.v')\nop.execute('DROP DOMAIN IF EXISTS app.d')\nop.execute('DROP SEQUENCE IF EXISTS app.s')\nop.execute('DROP SCHEMA IF EXISTS app')",
    ],
    [
      "a policy and its switch",
      "op.execute('ALTER TABLE t ENABLE ROW LEVEL SECURITY')\nop.execute('CREATE POLICY p ON t USING (true)')",
      "op.execute('DROP POLICY IF EXISTS p ON t')\nop.execute('ALTER TABLE t DISABLE ROW LEVEL SECURITY')",
    ],
    [
      "renames",
      "op.rename_table('a', 'b')\nop.alter_column('t', 'x', new_column_name='y')\nop.execute('ALTER TABLE t RENAME CONSTRAINT c TO d')\nop.execute('ALTER TYPE m RENAME TO n')\nop.execute('ALTER INDEX i RENAME TO j')",
      [
        "op.execute('ALTER INDEX IF EXISTS j RENAME TO i')",
        "op.execute('DO $$ BEGIN ALTER TYPE n RENAME TO m; EXCEPTION WHEN undefined_object THEN NULL; END $$')",
        "op.execute('DO $$ BEGIN ALTER TABLE IF EXISTS t RENAME CONSTRAINT d TO c; EXCEPTION WHEN undefined_object THEN NULL; END $$')",
        "op.execute('DO $$ BEGIN ALTER TABLE IF EXISTS t RENAME COLUMN y TO x; EXCEPTION WHEN undefined_column THEN NULL; END $$')",
        "op.execute('ALTER TABLE IF EXISTS b RENAME TO a')",
      ].join("\n"),
    ],
    [
      "a label with a colon",
      "op.get_bind().exec_driver_sql(\"ALTER TYPE m RENAME VALUE 'a' TO ' :c'\")",
      "op.execute(\"DO $$ BEGIN ALTER TYPE m RENAME VALUE ' \\\\:c' TO 'a'; EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$\")",
    ],
    [
      "a changed type, where the old one is given",
      "op.alter_column('t', 'c', type_=sa.Integer(), existing_type=sa.String(50), nullable=False)",
      "op.execute('ALTER TABLE t ALTER COLUMN c DROP NOT NULL')\nop.execute('ALTER TABLE t ALTER COLUMN c TYPE varchar(50)')",
    ],
    [
      "a changed type that does not go back by itself",
      "op.alter_column('t', 'c', type_=sa.Text(), existing_type=sa.DateTime(timezone=True), nullable=False)",
      "op.execute('ALTER TABLE t ALTER COLUMN c DROP NOT NULL')\nop.execute('ALTER TABLE t ALTER COLUMN c TYPE timestamptz USING c::timestamptz')",
    ],
    [
      "an index that is made concurrently",
      "op.add_column('t', sa.Column('c', sa.Text()))\nwith op.get_context().autocommit_block():\n    op.create_index('i', 't', ['c'], postgresql_concurrently=True)\n    op.create_index('j', 't', ['d'], postgresql_concurrently=True)",
      "with op.get_context().autocommit_block():\n    op.execute('DROP INDEX CONCURRENTLY IF EXISTS j')\n    op.execute('DROP INDEX CONCURRENTLY IF EXISTS i')\nop.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')",
    ],
    [
      "what is looked for first",
      "if 'c' not in [c['name'] for c in sa.inspect(op.get_bind()).get_columns('t')]:\n    op.add_column('t', sa.Column('c', sa.Text()))",
      "op.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')",
    ],
    [
      "a trigger that is dropped first so that it can be created",
      "op.add_column('t', sa.Column('c', sa.Text()))\nop.execute('DROP TRIGGER IF EXISTS tr ON t')\nop.execute('CREATE TRIGGER tr BEFORE INSERT ON t EXECUTE FUNCTION f()')",
      "op.execute('DROP TRIGGER IF EXISTS tr ON t')\nop.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')",
    ],
    [
      "an extension stays, which others may use",
      "op.execute('CREATE EXTENSION IF NOT EXISTS citext')\nop.add_column('t', sa.Column('c', sa.Text()))",
      "op.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')",
    ],
    [
      "what is made and dropped in between",
      "op.create_table('tmp', sa.Column('id', sa.Integer()))\nop.add_column('t', sa.Column('c', sa.Text()))\nop.drop_table('tmp')",
      "op.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')",
    ],
  ];
  test.each(cases)("%s", (_story, upgrade, downgrade) => reverts(upgrade, downgrade));
});

describe("what can't be mirrored is refused", () => {
  const cases: readonly [story: string, upgrade: string, reason: string, beside?: string][] = [
    ["a drop", "op.drop_column('t', 'd')\n    op.add_column('t', sa.Column('c', sa.Text()))", "drop column t.d"],
    ["changed rows", "op.add_column('t', sa.Column('c', sa.Text()))\n    op.execute('UPDATE t SET d = c')", "update t"],
    [
      "what can't be read",
      "op.add_column('t', sa.Column('c', sa.Text()))\n    op.execute(SQL)",
      "restore a backup to go back",
      "sql-not-analyzed",
    ],
    [
      "an index without a known name",
      "op.create_index(None, 't', ['d'])\n    op.add_column('t', sa.Column('c', sa.Text()))",
      "restore a backup to go back",
    ],
    [
      "a default of which the old one is not known",
      "op.add_column('t', sa.Column('c', sa.Text()))\n    op.alter_column('t', 'd', server_default='1')",
      "alter column t.d: default",
    ],
  ];
  test.each(cases)("%s", (_story, upgrade, reason, beside) => {
    const others = beside === undefined ? [] : [beside];
    return checkCase(rule, {
      unsafe: true,
      beside: others,
      remaining: others,
      alternatives: [],
      source: migration(`def upgrade():\n    ${upgrade}\n\n\n⟦def downgrade():⟧\n    pass\n`),
      fixed: migration(
        `def upgrade():\n    ${upgrade}\n\n\ndef downgrade():\n    raise NotImplementedError('Irreversible: ${reason}')\n`,
      ),
    });
  });

  test("a check whose name a naming convention may change", () =>
    checkCase(rule, {
      unsafe: true,
      context: inEnvironment({ namingConvention: true }),
      source: script("op.create_check_constraint('positive', 't', 'a > 0')"),
      fixed: script(
        "op.create_check_constraint('positive', 't', 'a > 0')",
        "def downgrade():\n    raise NotImplementedError('Irreversible: restore a backup to go back')\n",
      ),
    }));

  test("as the second choice it may be refused too", () =>
    checkCase(rule, {
      source: script('op.add_column("t", sa.Column("c", sa.Text()))'),
      fixed: null,
      alternatives: [
        script(
          'op.add_column("t", sa.Column("c", sa.Text()))',
          'def downgrade():\n    raise NotImplementedError("Irreversible: restore a backup to go back")\n',
        ),
      ],
    }));
});

describe("with the history", () => {
  const first = `revision = "a"
down_revision = None

from alembic import op
import sqlalchemy as sa


def upgrade():
    op.create_table('t', sa.Column('c', sa.String(20), server_default='x'), sa.Column('n', sa.Integer()))
    op.execute('CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$')
`;
  test("old types and defaults come back", () => {
    const upgrade =
      "op.alter_column('t', 'c', type_=sa.Text(), server_default='y')\nop.alter_column('t', 'n', server_default='1', nullable=False)";
    return checkCase(rule, {
      unsafe: true,
      others: { "first.py": first },
      source: script(upgrade),
      fixed: script(
        upgrade,
        `def downgrade():
    op.execute('ALTER TABLE t ALTER COLUMN n DROP DEFAULT')
    op.execute('ALTER TABLE t ALTER COLUMN n DROP NOT NULL')
    op.execute("ALTER TABLE t ALTER COLUMN c SET DEFAULT 'x'")
    op.execute('ALTER TABLE t ALTER COLUMN c TYPE character varying(20)')
`,
      ),
    });
  });

  test("what was there before stays", () => {
    const upgrade = "op.execute('ALTER TABLE t ADD COLUMN IF NOT EXISTS c text, ADD COLUMN IF NOT EXISTS d text')";
    return checkCase(rule, {
      unsafe: true,
      others: { "first.py": first },
      source: script(upgrade),
      fixed: script(upgrade, "def downgrade():\n    op.execute('ALTER TABLE t DROP COLUMN IF EXISTS d')\n"),
    });
  });

  test("an extension that nobody had goes again, and a new function", () => {
    const upgrade = [
      "op.execute('CREATE EXTENSION IF NOT EXISTS citext')",
      "op.execute('CREATE OR REPLACE FUNCTION g() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$')",
    ].join("\n");
    return checkCase(rule, {
      unsafe: true,
      others: { "first.py": first },
      source: script(upgrade),
      fixed: script(
        upgrade,
        "def downgrade():\n    op.execute('DROP FUNCTION IF EXISTS g()')\n    op.execute('DROP EXTENSION IF EXISTS citext')\n",
      ),
    });
  });

  test.each([
    [
      "a function that is replaced",
      "op.execute('CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 2 $$')",
    ],
    ["a column that was there", "op.execute('ALTER TABLE t ADD COLUMN IF NOT EXISTS c text')"],
  ])("silent: %s", (_story, upgrade) =>
    checkCase(rule, {
      others: { "first.py": first },
      source: script(upgrade, "def downgrade():\n    pass\n"),
    }),
  );
});

describe("the function that gets the statements", () => {
  const upgrade = "def upgrade() -> None:\n    op.add_column('t', sa.Column('c', sa.Text()))\n";
  const drop = "op.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')";
  test.each([
    ["a docstring only", `⟦def downgrade():⟧\n    """Back."""\n`, `def downgrade():\n    """Back."""\n    ${drop}\n`],
    ["an ellipsis", "⟦def downgrade() -> None:⟧\n    ...\n", `def downgrade() -> None:\n    ${drop}\n`],
    ["one line", "⟦def downgrade(): pass⟧\n", `def downgrade():\n    ${drop}\n`],
    [
      "comments, which stay",
      "⟦def downgrade():  # why⟧\n    # nothing\n    pass  # yet\n",
      `def downgrade():  # why\n    # nothing\n    ${drop}  # yet\n`,
    ],
    ["a bare return", "⟦def downgrade():⟧\n    return\n", `def downgrade():\n    ${drop}\n`],
  ])("%s", (_story, source, fixed) =>
    checkCase(rule, {
      unsafe: true,
      source: migration(`${upgrade}\n\n${source}`),
      fixed: migration(`${upgrade}\n\n${fixed}`),
    }),
  );

  test("none: it comes behind upgrade, annotated as that", () =>
    checkCase(rule, {
      unsafe: true,
      source: migration(`⟦def upgrade() -> None:⟧\n    op.add_column('t', sa.Column('c', sa.Text()))  # new\n`),
      fixed: migration(
        `def upgrade() -> None:\n    op.add_column('t', sa.Column('c', sa.Text()))  # new\n\n\ndef downgrade() -> None:\n    ${drop}\n`,
      ),
    }));

  test("with tabs and CRLF", () => {
    const text = (body: string) =>
      migration(`def upgrade():\n\top.add_column("t", sa.Column("c", sa.Text()))\n\n\n${body}`).replaceAll(
        "\n",
        "\r\n",
      );
    return checkCase(rule, {
      unsafe: true,
      source: text("⟦def downgrade(): pass⟧\n"),
      fixed: text('def downgrade():\n\top.execute("ALTER TABLE t DROP COLUMN IF EXISTS c")\n'),
    });
  });

  test("two placeholders get no fix", () =>
    checkCase(rule, {
      unsafe: true,
      source: migration(`${upgrade}\n\n⟦def downgrade():⟧\n    pass; pass\n`),
      fixed: null,
    }));
});

describe("silent", () => {
  const cases: readonly [story: string, upgrade: string, downgrade?: string][] = [
    ["only values of an enum type", "safe_add_enum_value('m', 'x')"],
    ["only values, as SQL", "op.execute(\"ALTER TYPE m ADD VALUE IF NOT EXISTS 'x'\")"],
    ["nothing at all: a merge", "pass"],
    [
      "only rows",
      "op.execute('UPDATE t SET a = 1')\nop.execute('DELETE FROM t')\nop.execute('INSERT INTO t VALUES (1)')",
    ],
    ["only drops", "op.drop_table('t')\nop.drop_column('u', 'c')"],
    ["only an extension", "op.execute('CREATE EXTENSION IF NOT EXISTS citext')"],
    ["a type that grows", "op.alter_column('t', 'c', type_=sa.Text(), existing_type=sa.String(50))"],
    ["NOT NULL that goes", "op.alter_column('t', 'c', nullable=True)"],
    [
      "a function that may be another version's",
      "op.execute('CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$')",
    ],
    [
      "a check that gets another condition",
      "op.drop_constraint('ck', 't')\nop.create_check_constraint('ck', 't', 'a > 0')",
    ],
    [
      "a table that replaces the one of its name",
      "op.create_table('t_new', sa.Column('id', sa.Integer()))\nop.drop_table('t')\nop.rename_table('t_new', 't')",
    ],
    [
      "a type that gets other values",
      "op.execute('ALTER TYPE m RENAME TO m_old')\nop.execute(\"CREATE TYPE m AS ENUM ('a')\")\nop.execute('ALTER TABLE t ALTER COLUMN c TYPE m USING c::text::m')\nop.execute('DROP TYPE m_old')",
    ],
    [
      "a downgrade that is half typed: it would be filled again and again",
      "op.create_table('t', sa.Column('id', sa.Integer()))",
      "def downgrade():\n        \"\"\")\n    )\n    op.drop_column('u', 'c')\n",
    ],
    ["a temporary table", "op.execute('CREATE TEMP TABLE x (a int)')\nop.execute('INSERT INTO x VALUES (1)')"],
    [
      "another dialect's",
      "if op.get_bind().dialect.name == 'mysql':\n    op.create_table('t', sa.Column('id', sa.Integer()))",
    ],
    ["an unknown setting's", "if settings.X:\n    op.create_table('t', sa.Column('id', sa.Integer()))"],
    ["a name that can't be known", "op.add_column(TABLE, sa.Column(NAME, sa.Text()))"],
    ["what can't be read", "run(op.get_bind())"],
    ["a helper of the project", "op.do_it()"],
    [
      "it raises",
      "op.add_column('t', sa.Column('c', sa.Text()))",
      "def downgrade():\n    raise NotImplementedError('no')\n",
    ],
    [
      "it raises another error",
      "op.add_column('t', sa.Column('c', sa.Text()))",
      "def downgrade():\n    raise RuntimeError\n",
    ],
    ["it prints", "op.add_column('t', sa.Column('c', sa.Text()))", "def downgrade():\n    print('no way back')\n"],
    ["it comes from elsewhere", "op.add_column('t', sa.Column('c', sa.Text()))", "downgrade = nothing\n"],
    ["it is imported", "op.add_column('t', sa.Column('c', sa.Text()))", "from .base import *\n"],
    ["it says why there is none", "op.add_column('t', sa.Column('c', sa.Text()))", '"""There is no downgrade."""\n'],
  ];
  test.each(cases)("%s", async (_story, upgrade, downgrade) => {
    const source = script(upgrade, downgrade ?? "def downgrade():\n    pass\n");
    const findings = findingsOf(await engine(), source, { context: withHelper });
    expect(findings.filter((finding) => finding.rule === rule)).toEqual([]);
  });

  describe("in a project that has taken downgrade out of its script.py.mako, as openstack/neutron has", () => {
    const context = inEnvironment({ templateDowngrades: false });
    const upgrade = "def upgrade():\n    op.add_column('t', sa.Column('c', sa.Text()))\n";
    const rulesOf = async (source: string) => findingsOf(await engine(), source, { context }).map((each) => each.rule);

    test("a migration that has none either is as decided", async () => {
      expect(await rulesOf(migration(upgrade))).not.toContain(rule);
    });

    test("one that does nothing is still found: Alembic takes it for a way back", async () => {
      expect(await rulesOf(migration(`${upgrade}\n\ndef downgrade():\n    pass\n`))).toContain(rule);
    });
  });

  test("for each of several databases", async () => {
    const source = migration(`def upgrade(engine_name):
    globals()[f"upgrade_{engine_name}"]()


def downgrade(engine_name):
    globals()[f"downgrade_{engine_name}"]()


def upgrade_a():
    op.add_column('t', sa.Column('c', sa.Text()))


def downgrade_a():
    pass
`);
    expect(findingsOf(await engine(), source).filter((finding) => finding.rule === rule)).toEqual([]);
  });
});

describe("the message says what stays, and what to do", () => {
  const messages = async (source: string) =>
    findingsOf(await engine(), source)
      .filter((finding) => finding.rule === rule)
      .map(({ message }) => message);

  test("where the downgrade does nothing", async () => {
    const upgrade = `def upgrade():\n    op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS c text")\n    op.execute("CREATE INDEX IF NOT EXISTS ix ON t (d)")`;
    expect(await messages(migration(`${upgrade}\n\n\ndef downgrade():\n    pass\n`))).toEqual([
      "downgrade does nothing: column t.c and index ix on t stay as upgrade has left them. Undo what upgrade does, or raise NotImplementedError with the reason.",
    ]);
  });

  test("where there is none", async () => {
    const upgrade = `def upgrade():\n    op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS c text")\n`;
    expect(await messages(migration(upgrade))).toEqual([
      "There is no downgrade function: alembic downgrade fails, and column t.c stays as upgrade has left it. Write one that undoes what upgrade does, or raises NotImplementedError with the reason.",
    ]);
  });
});
