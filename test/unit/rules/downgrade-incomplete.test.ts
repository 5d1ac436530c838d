import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration } from "../../rule-case.ts";

const rule = "downgrade-incomplete";

/** Lines of Python in a function. */
function body(lines: readonly string[]): string {
  return lines.map((line) => (line === "" ? "\n" : `    ${line}\n`)).join("");
}

/** A migration with these lines in its functions, the downgrade's heading marked. */
function leaving(upgrade: readonly string[], downgrade: readonly string[]): string {
  return migration(`def upgrade():\n${body(upgrade)}\n\n⟦def downgrade():⟧\n${body(downgrade)}`);
}

function without(source: string): string {
  return source.replace(/[⟦⟧]/g, "");
}

const table = "op.create_table('posts', sa.Column('id', sa.Integer(), primary_key=True))";
const dropTable = "op.execute('DROP TABLE IF EXISTS posts')";

describe("what is left is dropped where it can be", () => {
  const cases: readonly [
    story: string,
    upgrade: readonly string[],
    before: readonly string[],
    after: readonly string[],
  ][] = [
    [
      "an index, before the column that was added before it",
      ["op.add_column('t', sa.Column('c', sa.Text()))", "op.create_index('ix', 't', ['d'])"],
      ["op.drop_column('t', 'c')"],
      ["op.execute('DROP INDEX IF EXISTS ix')", "op.drop_column('t', 'c')"],
    ],
    [
      "a table, after what was created after it",
      [table, "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')"],
      ["op.drop_column('t', 'c')", dropTable],
    ],
    [
      "several things, each in its place",
      [
        "op.add_column('t', sa.Column('a', sa.Text()))",
        "op.add_column('t', sa.Column('b', sa.Text()))",
        "op.create_check_constraint('ck', 't', \"b <> ''\")",
        "op.add_column('t', sa.Column('c', sa.Text()))",
      ],
      ["op.drop_column('t', 'c')  # last", "op.drop_column('t', 'b')"],
      [
        "op.drop_column('t', 'c')  # last",
        "op.drop_column('t', 'b')",
        "op.execute('ALTER TABLE t DROP COLUMN IF EXISTS a')",
      ],
    ],
    [
      "a trigger whose column goes",
      [
        "op.add_column('t', sa.Column('c', sa.Text()))",
        'op.execute("CREATE TRIGGER tr BEFORE INSERT ON t EXECUTE FUNCTION f()")',
      ],
      ['op.drop_column("t", "c")'],
      ['op.execute("DROP TRIGGER IF EXISTS tr ON t")', 'op.drop_column("t", "c")'],
    ],
    [
      "before the loop that drops what is older",
      [table, "op.create_table('b', sa.Column('id', sa.Integer()))", "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["for name in ('b', 'posts'):", "    op.drop_table(name)"],
      ["op.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')", "for name in ('b', 'posts'):", "    op.drop_table(name)"],
    ],
    [
      "a domain, a view, a sequence, a function, a schema",
      [
        "op.execute('CREATE SCHEMA app')",
        "op.execute('CREATE DOMAIN d AS int')",
        "op.execute('CREATE SEQUENCE s')",
        "op.execute('CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$')",
        "op.execute('CREATE VIEW v AS SELECT 1')",
      ],
      ["op.execute('DROP TABLE IF EXISTS other')"],
      [
        "op.execute('DROP TABLE IF EXISTS other')",
        "op.execute('DROP VIEW IF EXISTS v')",
        "op.execute('DROP FUNCTION IF EXISTS f(a int)')",
        "op.execute('DROP SEQUENCE IF EXISTS s')",
        "op.execute('DROP DOMAIN IF EXISTS d')",
        "op.execute('DROP SCHEMA IF EXISTS app')",
      ],
    ],
    [
      "what was looked for first",
      [
        "if not sa.inspect(op.get_bind()).has_table('posts'):",
        `    ${table}`,
        "op.execute('ALTER TABLE t ADD COLUMN IF NOT EXISTS c text')",
      ],
      ["op.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')"],
      ["op.execute('ALTER TABLE t DROP COLUMN IF EXISTS c')", dropTable],
    ],
  ];
  test.each(cases)("%s", (_story, upgrade, before, after) =>
    checkCase(rule, {
      severity: "warning",
      unsafe: true,
      source: leaving(upgrade, before),
      fixed: without(leaving(upgrade, after)),
    }),
  );

  test("three are named, and counted are the others", async () => {
    const add = ["a", "b", "c", "d", "e"].map((name) => `op.add_column('t', sa.Column('${name}', sa.Text()))`);
    const source = without(leaving(add, ["op.drop_column('t', 'a')"]));
    const found = findingsOf(await engine(), source).filter((finding) => finding.rule === rule);
    expect(found.map(({ message }) => message)).toEqual([
      "After this downgrade column t.b, column t.c, column t.d and 1 more are still there. Drop them too.",
    ]);
  });

  test("a drop by the name before is told the name after", async () => {
    const source = without(
      leaving(["op.execute('CREATE TABLE a (i int)')"], ["op.rename_table('a', 'b')", "op.drop_table('a')"]),
    );
    const found = findingsOf(await engine(), source).filter((finding) =>
      finding.message.includes("renamed to b before"),
    );
    expect(found.map(({ message }) => message)).toEqual([
      "Dropping table a fails here: table a was renamed to b before. Leave out the drop, or the rename.",
    ]);
  });

  test("with tabs and CRLF", () => {
    const text = (...lines: readonly string[]) =>
      migration(
        `def upgrade():\n\top.add_column("t", sa.Column("c", sa.Text()))\n\top.create_index("ix", "t", ["d"])\n\n\n⟦def downgrade():⟧\n${lines.map((line) => `\t${line}\n`).join("")}`,
      ).replaceAll("\n", "\r\n");
    return checkCase(rule, {
      unsafe: true,
      source: text('op.drop_column("t", "c")'),
      fixed: without(text('op.execute("DROP INDEX IF EXISTS ix")', 'op.drop_column("t", "c")')),
    });
  });

  test("no fix where the line is shared", () =>
    checkCase(rule, {
      unsafe: true,
      source: leaving(
        ["op.add_column('t', sa.Column('c', sa.Text()))", "op.create_index('ix', 't', ['d'])"],
        ["print(1); op.drop_column('t', 'c')"],
      ),
      fixed: null,
    }));
});

describe("an order that fails", () => {
  const column = "op.add_column('users', sa.Column('post', sa.Integer(), sa.ForeignKey('posts.id', name='fk')))";
  const order = (upgrade: readonly string[], downgrade: readonly string[]) =>
    migration(`def upgrade():\n${body(upgrade)}\n\ndef downgrade():\n${body(downgrade)}`);
  const cases: readonly [
    story: string,
    upgrade: readonly string[],
    before: readonly string[],
    after: readonly string[],
  ][] = [
    [
      "a table before the column that refers to it",
      [table, column],
      ["⟦op.drop_table⟧('posts')  # first", "op.drop_column('users', 'post')"],
      ["op.drop_column('users', 'post')", "op.drop_table('posts')  # first"],
    ],
    [
      "a table before the one that refers to it",
      [table, "op.create_table('b', sa.Column('p', sa.Integer(), sa.ForeignKey('posts.id')))"],
      ["op.execute('⟦DROP TABLE posts⟧')", "op.execute('DROP TABLE b')"],
      ["op.execute('DROP TABLE b')", "op.execute('DROP TABLE posts')"],
    ],
    [
      "an enum type before its table",
      ["op.create_table('m', sa.Column('m', sa.Enum('a', name='mood')))"],
      ["op.execute('⟦DROP TYPE mood⟧')", "op.execute('DROP TABLE m')"],
      ["op.execute('DROP TABLE m')", "op.execute('DROP TYPE mood')"],
    ],
    [
      "a function before its trigger",
      [
        "op.execute('CREATE FUNCTION f() RETURNS trigger LANGUAGE sql AS $$ SELECT 1 $$')",
        "op.execute('CREATE TRIGGER tr BEFORE INSERT ON t EXECUTE FUNCTION f()')",
      ],
      ["op.execute('⟦DROP FUNCTION IF EXISTS f()⟧')", "op.execute('DROP TRIGGER IF EXISTS tr ON t')"],
      ["op.execute('DROP TRIGGER IF EXISTS tr ON t')", "op.execute('DROP FUNCTION IF EXISTS f()')"],
    ],
    [
      "an index after its table",
      [table, "op.create_index('ix', 'posts', ['id'])"],
      ["op.drop_table('posts')", "⟦op.drop_index⟧('ix', 'posts')"],
      ["op.drop_table('posts')"],
    ],
    [
      "a name that was given back",
      ["op.alter_column('t', 'a', new_column_name='b')", "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')", "op.alter_column('t', 'b', new_column_name='a')", "⟦op.drop_column⟧('t', 'b')"],
      ["op.drop_column('t', 'c')", "op.alter_column('t', 'b', new_column_name='a')"],
    ],
  ];
  test.each(cases)("%s", (_story, upgrade, before, after) =>
    checkCase(rule, { unsafe: true, source: order(upgrade, before), fixed: order(upgrade, after) }),
  );

  const circle = [
    "op.create_table('teams', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('lead', sa.Integer()))",
    "op.create_table('offices', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('team', sa.Integer(), sa.ForeignKey('teams.id')))",
    "op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('office', sa.Integer(), sa.ForeignKey('offices.id')))",
    "op.create_foreign_key('fk_lead', 'teams', 'people', ['lead'], ['id'])",
  ];

  const referring = (schema: string) =>
    `op.create_table('b', sa.Column('p', sa.Integer(), sa.ForeignKey('posts.id'))${schema})`;
  test.each<[story: string, upgrade: readonly string[], downgrade: readonly string[]]>([
    [
      "a table before the one that refers to it, which has gone and come again",
      [table, referring("")],
      ["op.drop_table('b')", referring(""), "⟦op.drop_table⟧('posts')"],
    ],
    [
      "a table before the one that refers to it, when one of its name in another schema has gone",
      [table, referring(""), referring(", schema='public2'")],
      ["op.drop_table('b', schema='public2')", "⟦op.drop_table⟧('posts')", "op.drop_table('b')"],
    ],
  ])("%s", (_story, upgrade, downgrade) => {
    const source = order(upgrade, downgrade);
    return checkCase(rule, { unsafe: true, source });
  });

  test("tables that refer to each other in a circle, which no order of their drops opens", () =>
    checkCase(rule, {
      unsafe: true,
      source: order(circle, ["⟦op.drop_table⟧('people')", "op.drop_table('offices')", "op.drop_table('teams')"]),
      fixed: null,
    }));

  test("a table that refers to others which are dropped on the way: they go along, as do those that these refer to", () => {
    const upgrade = [
      "op.create_table('towns', sa.Column('id', sa.Integer(), primary_key=True))",
      "op.create_table('streets', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('town', sa.Integer(), sa.ForeignKey('towns.id')))",
      "op.create_table('houses', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('street', sa.Integer(), sa.ForeignKey('streets.id')))",
      "op.create_table('doors', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('house', sa.Integer(), sa.ForeignKey('houses.id')))",
      "op.create_table('birds', sa.Column('id', sa.Integer(), primary_key=True))",
    ];
    return checkCase(rule, {
      unsafe: true,
      source: order(upgrade, [
        "⟦op.drop_table⟧('houses')",
        "op.drop_table('streets')",
        "op.drop_table('birds')",
        "op.drop_table('towns')",
        "op.drop_table('doors')",
      ]),
      fixed: order(upgrade, [
        "op.drop_table('birds')",
        "op.drop_table('doors')",
        "op.drop_table('houses')",
        "op.drop_table('streets')",
        "op.drop_table('towns')",
      ]),
    });
  });

  test("a table before the reference that opens the circle", () =>
    checkCase(rule, {
      unsafe: true,
      source: order(circle, [
        "⟦op.drop_table⟧('people')",
        "op.drop_constraint('fk_lead', 'teams', type_='foreignkey')",
        "op.drop_table('offices')",
        "op.drop_table('teams')",
      ]),
      fixed: order(circle, [
        "op.drop_constraint('fk_lead', 'teams', type_='foreignkey')",
        "op.drop_table('people')",
        "op.drop_table('offices')",
        "op.drop_table('teams')",
      ]),
    }));

  test("with the history: the table of an earlier revision that others still refer to", () =>
    checkCase(rule, {
      unsafe: true,
      others: {
        "first.py": `from alembic import op
import sqlalchemy as sa

revision = "a"
down_revision = None


def upgrade():
    op.create_table('p', sa.Column('id', sa.Integer(), primary_key=True))
    op.create_table('q', sa.Column('p', sa.Integer(), sa.ForeignKey('p.id')))
`,
      },
      source: order(['op.execute("INSERT INTO p VALUES (1)")'], ["⟦op.drop_table⟧('p')"]),
      fixed: null,
    }));
});

describe("what the message names", () => {
  const messages = async (upgrade: readonly string[], downgrade: readonly string[]) =>
    findingsOf(await engine(), migration(`def upgrade():\n${body(upgrade)}\n\ndef downgrade():\n${body(downgrade)}`))
      .filter((finding) => finding.rule === rule)
      .map(({ message }) => message);

  test("the column that a constraint has gone with, of several that are dropped", async () =>
    expect(
      await messages(
        [
          "op.add_column('t', sa.Column('a', sa.Text()))",
          "op.add_column('t', sa.Column('b', sa.Text()))",
          "op.create_unique_constraint('uq', 't', ['a', 'c'])",
        ],
        ["op.drop_column('t', 'a')", "op.drop_column('t', 'b')", "op.drop_constraint('uq', 't')"],
      ),
    ).toEqual([
      "Dropping constraint uq on t fails here: it has gone with column t.a. Drop it before that, or not at all.",
    ]));

  test("once what is in the way several times under one name", async () =>
    expect(
      await messages(
        [
          table,
          "op.create_table('b', sa.Column('p', sa.Integer(), sa.ForeignKey('posts.id')), sa.Column('q', sa.Integer(), sa.ForeignKey('posts.id')))",
          "op.execute('CREATE VIEW v AS SELECT 1')",
        ],
        ["op.drop_table('posts')", "op.drop_table('b')", "op.execute('DROP VIEW v')"],
      ),
    ).toEqual(["Dropping table posts fails here: constraint on b still uses it. Drop that first."]));
});

describe("silent", () => {
  const cases: readonly [story: string, upgrade: readonly string[], downgrade: readonly string[]][] = [
    [
      "what belongs to a table goes with it",
      [
        table,
        "op.create_index('ix', 'posts', ['id'])",
        "op.add_column('posts', sa.Column('a', sa.Text()))",
        "op.execute('CREATE TRIGGER tr BEFORE INSERT ON posts EXECUTE FUNCTION f()')",
      ],
      ["op.drop_table('posts')"],
    ],
    [
      "what belongs to a view goes with it",
      [
        "op.execute('CREATE MATERIALIZED VIEW IF NOT EXISTS totals AS SELECT 1 AS a')",
        "op.execute('CREATE INDEX IF NOT EXISTS ix ON totals (a)')",
        "op.execute('CREATE OR REPLACE VIEW v AS SELECT 1 AS a')",
        "op.execute('CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f()')",
      ],
      ["op.execute('DROP MATERIALIZED VIEW IF EXISTS totals')", "op.execute('DROP VIEW IF EXISTS v')"],
    ],
    [
      "an index and a constraint go with their column",
      [
        "op.add_column('t', sa.Column('c', sa.Text()))",
        "op.create_index('ix', 't', ['c'])",
        "op.create_unique_constraint('uq', 't', ['c', 'd'])",
      ],
      ["op.drop_column('t', 'c')"],
    ],
    [
      "what CASCADE takes",
      [
        table,
        "op.add_column('t', sa.Column('p', sa.Integer()))",
        "op.create_foreign_key('fk', 't', 'posts', ['p'], ['id'])",
      ],
      ["op.execute('DROP TABLE posts CASCADE')", "op.drop_column('t', 'p')"],
    ],
    [
      "a schema and all that is in it",
      ["op.execute('CREATE SCHEMA app')", "op.execute('CREATE TABLE app.t (id int)')"],
      ["op.execute('DROP SCHEMA app CASCADE')"],
    ],
    ["an owned sequence", ["op.execute('CREATE TABLE s (id serial)')"], ["op.drop_table('s')"]],
    [
      "an enum type is another rule's",
      ["op.execute(\"CREATE TYPE m AS ENUM ('a')\")", "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')"],
    ],
    [
      "an extension may stay",
      ["op.execute('CREATE EXTENSION IF NOT EXISTS citext')", "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')"],
    ],
    [
      "dropped again in upgrade",
      [table, "op.add_column('t', sa.Column('c', sa.Text()))", "op.drop_table('posts')"],
      ["op.drop_column('t', 'c')"],
    ],
    [
      "renamed back",
      [table, "op.rename_table('posts', 'p')", "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')", "op.drop_table('p')"],
    ],
    [
      "perhaps there before: replaced",
      ["op.execute('CREATE OR REPLACE VIEW v AS SELECT 1')", table],
      ["op.drop_table('posts')"],
    ],
    [
      "perhaps there before: dropped first",
      [
        "op.execute('DROP TRIGGER IF EXISTS tr ON t')",
        "op.execute('CREATE TRIGGER tr BEFORE INSERT ON t EXECUTE FUNCTION f()')",
        table,
      ],
      ["op.drop_table('posts')"],
    ],
    [
      "what can't be read may drop it",
      [table, "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')", "op.execute(SQL)"],
    ],
    [
      "a foreign call may drop it",
      [table, "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')", "from project import undo", "undo(op.get_bind())"],
    ],
    [
      "an unknown name may be its",
      [table, "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')", "for name in NAMES:", "    op.drop_table(name)"],
    ],
    [
      "dropped under a setting",
      [table, "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')", "if settings.X:", "    op.drop_table('posts')"],
    ],
    [
      "dropped where it is there",
      [table],
      ["if sa.inspect(op.get_bind()).has_table('posts'):", "    op.drop_table('posts')"],
    ],
    [
      "created for another dialect",
      ["if op.get_bind().dialect.name == 'mysql':", `    ${table}`, "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')"],
    ],
    [
      "a temporary table",
      ["op.execute('CREATE TEMP TABLE x (a int)')", "op.add_column('t', sa.Column('c', sa.Text()))"],
      ["op.drop_column('t', 'c')"],
    ],
    ["the downgrade does nothing of the kind", [table], ["print('no')"]],
    ["it raises", [table], ["raise NotImplementedError"]],
    [
      "an index in place of a constraint of its name, and back (notifications-api)",
      ["op.drop_constraint('uq', 't')", "op.create_index('uq', 't', ['a'], unique=True)"],
      ["op.drop_index('uq', table_name='t')", "op.create_unique_constraint('uq', 't', ['a'])"],
    ],
    ["entities of alembic_utils", ["op.create_entity(view)", table], ["op.drop_entity(view)"]],
    [
      "an index whose drop passes without it",
      [table, "op.create_index('ix', 'posts', ['id'])"],
      ["op.drop_table('posts')", "op.execute('DROP INDEX IF EXISTS ix')"],
    ],
    [
      "a constraint among those that a loop drops, put back as it was",
      [
        "for key in sa.inspect(op.get_bind()).get_foreign_keys('t'):",
        "    op.drop_constraint(key['name'], 't')",
        "op.create_foreign_key('fk', 't', 'u', ['a'], ['id'], ondelete='SET NULL')",
      ],
      [
        "for key in sa.inspect(op.get_bind()).get_foreign_keys('t'):",
        "    op.drop_constraint(key['name'], 't')",
        "op.create_foreign_key('fk', 't', 'u', ['a'], ['id'], ondelete='CASCADE')",
      ],
    ],
    [
      "a table that refers to itself",
      [
        "op.create_table('n', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('up', sa.Integer(), sa.ForeignKey('n.id')))",
      ],
      ["op.drop_table('n')"],
    ],
  ];
  test.each(cases)("%s", async (_story, upgrade, downgrade) => {
    const source = migration(`def upgrade():\n${body(upgrade)}\n\ndef downgrade():\n${body(downgrade)}`);
    const findings = findingsOf(await engine(), source);
    expect(findings.filter((finding) => finding.rule === rule)).toEqual([]);
  });

  test("with the history: it was there before", () =>
    checkCase(rule, {
      others: {
        "first.py": `from alembic import op
import sqlalchemy as sa

revision = "a"
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('id', sa.Integer()), sa.Column('c', sa.Text()))
`,
      },
      source: migration(
        `def upgrade():\n${body(["op.execute('ALTER TABLE t ADD COLUMN IF NOT EXISTS c text')", table])}\n\ndef downgrade():\n${body(["op.drop_table('posts')"])}`,
      ),
    }));

  test("with the history: a view that was not there, though it is created OR REPLACE, is left", () =>
    checkCase(rule, {
      others: { "first.py": `revision = "a"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n` },
      source: leaving(["op.execute('CREATE OR REPLACE VIEW v AS SELECT 1')", table], ["op.drop_table('posts')"]),
    }));
});
