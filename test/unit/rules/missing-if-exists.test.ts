import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration, withHelper } from "../../rule-case.ts";

const rule = "missing-if-exists";

/** A migration whose `downgrade` has this body. */
function downgrade(body: string): string {
  return migration(`def downgrade():\n${body.replace(/^(?=.)/gm, "    ")}\n`);
}

function on(alembic: string, sqlalchemy: string) {
  return { ...withHelper, versions: { alembic, sqlalchemy } };
}

describe("SQL gets the clause", () => {
  test.each([
    ["DROP TABLE t", "", "DROP TABLE IF EXISTS t"],
    ["DROP TABLE a", ", b CASCADE", "DROP TABLE IF EXISTS a"],
    [`DROP TABLE "My App"."T"`, " RESTRICT", `DROP TABLE IF EXISTS "My App"."T"`],
    ["drop table t", "", "drop table if exists t"],
    ["DROP FOREIGN TABLE f", "", "DROP FOREIGN TABLE IF EXISTS f"],
    ["DROP INDEX i", "", "DROP INDEX IF EXISTS i"],
    ["DROP VIEW v", "", "DROP VIEW IF EXISTS v"],
    ["DROP MATERIALIZED VIEW v", "", "DROP MATERIALIZED VIEW IF EXISTS v"],
    ["DROP SEQUENCE s", "", "DROP SEQUENCE IF EXISTS s"],
    ["DROP SCHEMA app", " CASCADE", "DROP SCHEMA IF EXISTS app"],
    ["DROP EXTENSION citext", "", "DROP EXTENSION IF EXISTS citext"],
    ["DROP TYPE mood", "", "DROP TYPE IF EXISTS mood"],
    ["DROP DOMAIN d", "", "DROP DOMAIN IF EXISTS d"],
    ["DROP FUNCTION app.f", "(int), g(text)", "DROP FUNCTION IF EXISTS app.f"],
    ["DROP PROCEDURE p", "()", "DROP PROCEDURE IF EXISTS p"],
    ["DROP ROUTINE p", "()", "DROP ROUTINE IF EXISTS p"],
    ["DROP AGGREGATE a", "(int)", "DROP AGGREGATE IF EXISTS a"],
    ["DROP CAST (ca AS text)", "", "DROP CAST IF EXISTS (ca AS text)"],
    ["DROP TRIGGER tr", " ON app.t", "DROP TRIGGER IF EXISTS tr"],
    ["DROP EVENT TRIGGER tr", "", "DROP EVENT TRIGGER IF EXISTS tr"],
    ["DROP POLICY p", " ON t", "DROP POLICY IF EXISTS p"],
    ["DROP RULE r", " ON t", "DROP RULE IF EXISTS r"],
    ["DROP ROLE r", "", "DROP ROLE IF EXISTS r"],
    ["DROP PUBLICATION p", "", "DROP PUBLICATION IF EXISTS p"],
    ["DROP STATISTICS s", "", "DROP STATISTICS IF EXISTS s"],
    ["DROP COLLATION c", "", "DROP COLLATION IF EXISTS c"],
    ["DROP SERVER s", "", "DROP SERVER IF EXISTS s"],
    ["ALTER TABLE t DROP COLUMN c", " CASCADE", "ALTER TABLE t DROP COLUMN IF EXISTS c"],
    ["ALTER TABLE t DROP c", "", "ALTER TABLE t DROP IF EXISTS c"],
    ["ALTER TABLE ONLY t DROP CONSTRAINT k", "", "ALTER TABLE ONLY t DROP CONSTRAINT IF EXISTS k"],
    ["ALTER DOMAIN d DROP CONSTRAINT k", "", "ALTER DOMAIN d DROP CONSTRAINT IF EXISTS k"],
    ["ALTER TABLE t RENAME TO u", "", "ALTER TABLE IF EXISTS t RENAME TO u"],
    ["ALTER INDEX i RENAME TO j", "", "ALTER INDEX IF EXISTS i RENAME TO j"],
    ["ALTER SEQUENCE s RENAME TO r", "", "ALTER SEQUENCE IF EXISTS s RENAME TO r"],
    ["ALTER VIEW v RENAME TO w", "", "ALTER VIEW IF EXISTS v RENAME TO w"],
    ["ALTER MATERIALIZED VIEW v RENAME TO w", "", "ALTER MATERIALIZED VIEW IF EXISTS v RENAME TO w"],
    ["ALTER TABLE t SET SCHEMA app", "", "ALTER TABLE IF EXISTS t SET SCHEMA app"],
  ])("%s%s", (phrase, rest, fixed) =>
    checkCase(rule, {
      severity: "warning",
      source: downgrade(`op.execute("""⟦${phrase}⟧${rest}""")`),
      fixed: downgrade(`op.execute("""${fixed}${rest}""")`),
    }),
  );

  test("in an autocommit block, through a connection, in single quotes", () =>
    checkCase(rule, {
      source: downgrade(`with op.get_context().autocommit_block():
    op.get_bind().execute(sa.text('⟦DROP INDEX CONCURRENTLY i⟧'))`),
      fixed: downgrade(`with op.get_context().autocommit_block():
    op.get_bind().execute(sa.text('DROP INDEX CONCURRENTLY IF EXISTS i'))`),
    }));

  test("each of several, in their lines", () =>
    checkCase(rule, {
      source: downgrade(`op.execute("""
    ⟦DROP VIEW v⟧; -- first
    ALTER TABLE users
        ⟦DROP COLUMN plan⟧,
        ⟦DROP CONSTRAINT "Fk"⟧,
        ALTER COLUMN name DROP NOT NULL;
""")`),
      fixed: downgrade(`op.execute("""
    DROP VIEW IF EXISTS v; -- first
    ALTER TABLE users
        DROP COLUMN IF EXISTS plan,
        DROP CONSTRAINT IF EXISTS "Fk",
        ALTER COLUMN name DROP NOT NULL;
""")`),
    }));

  test("once for all turns of a loop", () =>
    checkCase(rule, {
      source: downgrade(`for name in ["a", "b"]:
    op.execute(f"⟦DROP TABLE {name}⟧")
    op.execute("⟦DROP TYPE %s⟧" % name)`),
      fixed: downgrade(`for name in ["a", "b"]:
    op.execute(f"DROP TABLE IF EXISTS {name}")
    op.execute("DROP TYPE IF EXISTS %s" % name)`),
    }));

  test("also for the table, where it goes later in the function", () =>
    checkCase(rule, {
      source: downgrade(`op.execute("⟦ALTER TABLE t DROP COLUMN c⟧")
op.execute("⟦ALTER TABLE t DROP CONSTRAINT k⟧")
op.execute("⟦DROP TABLE t⟧")
op.execute("⟦ALTER TABLE IF EXISTS u DROP c⟧")
op.execute("⟦ALTER TABLE u SET SCHEMA app⟧")`),
      fixed: downgrade(`op.execute("ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS c")
op.execute("ALTER TABLE IF EXISTS t DROP CONSTRAINT IF EXISTS k")
op.execute("DROP TABLE IF EXISTS t")
op.execute("ALTER TABLE IF EXISTS u DROP IF EXISTS c")
op.execute("ALTER TABLE IF EXISTS u SET SCHEMA app")`),
    }));

  test("a column has it, and its table goes", () =>
    checkCase(rule, {
      source: downgrade(`op.execute("⟦ALTER TABLE t DROP COLUMN IF EXISTS c⟧")
op.execute("DROP TABLE IF EXISTS t")`),
      fixed: downgrade(`op.execute("ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS c")
op.execute("DROP TABLE IF EXISTS t")`),
    }));
});

describe("a directive", () => {
  const directives = [
    [`op.drop_table("t")`, `op.execute("DROP TABLE IF EXISTS t")`],
    [`op.drop_table("t", schema="My App")`, `op.execute('DROP TABLE IF EXISTS "My App".t')`],
    [`op.drop_index(op.f("ix"), table_name="t")`, `op.execute("DROP INDEX IF EXISTS ix")`],
    [`op.drop_index("ix", "t", schema="app")`, `op.execute("DROP INDEX IF EXISTS app.ix")`],
    [`op.drop_column("t", "c")`, `op.execute("ALTER TABLE t DROP COLUMN IF EXISTS c")`],
    [
      `op.drop_column(table_name="t", column_name="Order")`,
      `op.execute('ALTER TABLE t DROP COLUMN IF EXISTS "Order"')`,
    ],
    [`op.drop_constraint("fk", "t", type_="foreignkey")`, `op.execute("ALTER TABLE t DROP CONSTRAINT IF EXISTS fk")`],
    [`op.rename_table("t", "u")`, `op.execute("ALTER TABLE IF EXISTS t RENAME TO u")`],
    [`op.rename_table("t", "u", schema="app")`, `op.execute("ALTER TABLE IF EXISTS app.t RENAME TO u")`],
  ] as const;
  test("a name too long for PostgreSQL, of which op.f makes a shorter one: by the long one nothing would be dropped", () => {
    const call = `op.drop_index(op.f("ix_visits_${"x".repeat(60)}"), table_name="visits")`;
    return checkCase(rule, {
      source: downgrade(call.replace(/^[\w.]+/, "⟦$&⟧")),
      fixed: downgrade(`op.execute("DROP INDEX IF EXISTS ix_visits_${"x".repeat(45)}_8f97")`),
    });
  });

  test.each(directives)("%s becomes SQL", (call, sql) =>
    checkCase(rule, { source: downgrade(call.replace(/^[\w.]+/, "⟦$&⟧")), fixed: downgrade(sql) }),
  );

  test("over several lines", () =>
    checkCase(rule, {
      source: downgrade(`⟦op.drop_constraint⟧(
    "fk",
    "t",
    type_="foreignkey",
)`),
      fixed: downgrade(`op.execute("ALTER TABLE t DROP CONSTRAINT IF EXISTS fk")`),
    }));

  test("with a comment, or for other databases too, is put behind a look", () =>
    checkCase(rule, {
      source: downgrade(`⟦op.drop_column⟧(
    "t",  # of all
    "c",
)
⟦op.drop_index⟧("ix", "t", mysql_length=5)`),
      fixed: downgrade(`conn = op.get_bind()
if conn.execute(
    sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM pg_attribute
            WHERE attrelid = to_regclass('t')
            AND attname = 'c'
            AND NOT attisdropped
        );
    """)
).scalar():
    op.drop_column(
        "t",  # of all
        "c",
    )
if conn.execute(sa.text("SELECT to_regclass('ix') IS NOT NULL")).scalar():
    op.drop_index("ix", "t", mysql_length=5)`),
    }));

  test("of a batch is put behind a look", () =>
    checkCase(rule, {
      context: on("1.16.0", "2.0.40"),
      source: downgrade(`with op.batch_alter_table("t", schema=None) as batch_op:
    ⟦batch_op.drop_constraint⟧("ck", type_="check")
    ⟦batch_op.drop_index⟧(batch_op.f("ix"))`),
      fixed: downgrade(`with op.batch_alter_table("t", schema=None) as batch_op:
    conn = op.get_bind()
    if conn.execute(
        sa.text("""
            SELECT EXISTS(
                SELECT 1 FROM pg_constraint
                WHERE conrelid = to_regclass('t')
                AND conname = 'ck'
            );
        """)
    ).scalar():
        batch_op.drop_constraint("ck", type_="check")
    if conn.execute(sa.text("SELECT to_regclass('ix') IS NOT NULL")).scalar():
        batch_op.drop_index(batch_op.f("ix"))`),
    }));

  test("of an op that the functions are given", () => {
    const file = (body: string) => `import sqlalchemy as sa

revision = "b"
down_revision = "a"


def upgrade(op, tables, tester):
${body}`;
    return checkCase(rule, {
      source: file(`    with op.batch_alter_table("u") as batch_op:
        ⟦batch_op.drop_index⟧("ix")
`),
      fixed: file(`    with op.batch_alter_table("u") as batch_op:
        conn = op.get_bind()
        if conn.execute(sa.text("SELECT to_regclass('ix') IS NOT NULL")).scalar():
            batch_op.drop_index("ix")
`),
    });
  });

  test("all that a table has, then the table", () =>
    checkCase(rule, {
      source: downgrade(`⟦op.drop_index⟧("ix", table_name="t")
⟦op.drop_constraint⟧("ck", "t")
⟦op.drop_column⟧("t", "c")
⟦op.drop_table⟧("t")`),
      fixed: downgrade(`op.execute("DROP INDEX IF EXISTS ix")
op.execute("ALTER TABLE IF EXISTS t DROP CONSTRAINT IF EXISTS ck")
op.execute("ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS c")
op.execute("DROP TABLE IF EXISTS t")`),
    }));

  test.each([
    ["1.8.1", "1.4.46", []],
    ["1.12.0", "2.0.0", ["drop_index"]],
    ["1.13.3", "1.4.46", ["drop_table", "drop_index"]],
    ["1.16.0", "1.4.46", ["drop_table", "drop_index", "drop_column"]],
    ["1.16.0", "2.0.40", ["drop_table", "drop_index", "drop_column", "drop_constraint"]],
  ])(
    "on Alembic %s with SQLAlchemy %s, gets the keyword: %s",
    async (alembic, sqlalchemy, known: readonly string[]) => {
      for (const [call, sql] of directives) {
        const name = /^op\.(\w+)/.exec(call)?.[1] ?? "";
        await checkCase(rule, {
          context: on(alembic, sqlalchemy),
          source: downgrade(call.replace(/^[\w.]+/, "⟦$&⟧")),
          fixed: downgrade(known.includes(name) ? call.replace(/\)$/, ", if_exists=True)") : sql),
        });
      }
    },
  );

  test("its table goes too: the keyword is not enough", () =>
    checkCase(rule, {
      context: on("1.16.0", "2.0.40"),
      source: downgrade(`⟦op.drop_column⟧("t", "c")\n⟦op.drop_table⟧("t")`),
      fixed: downgrade(
        `op.execute("ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS c")\nop.drop_table("t", if_exists=True)`,
      ),
    }));

  test.each([
    ["a loop", `for t in ("a", "b"):\n    ⟦op.drop_column⟧(t, "c")`],
    ["a helper that is called twice", `def drop(t):\n    ⟦op.drop_table⟧(t)\ndrop("a")\ndrop("b")`],
    [
      "a rename to a name that another table had: skipped alone, a second run drops the renamed one",
      `op.drop_table("t")\n⟦op.rename_table⟧("t_old", "t")`,
    ],
    [
      "a rename that frees the name for another table",
      `op.execute("⟦ALTER TABLE t RENAME TO t_old⟧")\nop.execute("CREATE TABLE t (id int)")`,
    ],
  ])("no fix for %s", (_story, body) => checkCase(rule, { unsafe: true, source: downgrade(body), fixed: null }));

  test("for a rename that passes a name on, the message asks for a look", async () => {
    const found = findingsOf(await engine(), downgrade(`op.drop_table("t")\nop.rename_table("t_old", "t")`));
    expect(found.filter((finding) => finding.rule === rule).map(({ message }) => message)).toEqual([
      "Renaming table t_old to t fails where it is renamed already. Check first whether it is, before the other changes of these names too.",
    ]);
  });

  test("under --sql, SQL has a clause and a batch has nothing", () =>
    checkCase(rule, {
      settings: { offlineSql: true },
      source: downgrade(`⟦op.drop_table⟧("a")
with op.batch_alter_table("t") as batch_op:
    ⟦batch_op.drop_column⟧("c")`),
      fixed: downgrade(`op.execute("DROP TABLE IF EXISTS a")
with op.batch_alter_table("t") as batch_op:
    batch_op.drop_column("c")`),
      remaining: [rule],
    }));
});

test("a check of something else is named, and no reason to be silent", async () => {
  const source = downgrade(`columns = [c["name"] for c in sa.inspect(op.get_bind()).get_columns("users")]
if "plan" in columns:
    op.drop_column("users", "other")`);
  const found = findingsOf(await engine(), source).filter((finding) => finding.rule === rule);
  expect(found.map(({ message }) => message)).toEqual([
    "Dropping column users.other fails where it is gone already, and the check of column users.plan does not prevent that. Write it as SQL with IF EXISTS.",
  ]);
});

describe("silent", () => {
  test.each([
    ["the clause", `op.execute("DROP TABLE IF EXISTS t")\nop.execute("ALTER TABLE u DROP COLUMN IF EXISTS c")`],
    ["the keyword", `op.drop_table("t", if_exists=True)`],
    ["the keyword, perhaps", `op.drop_table("t", if_exists=WANTED)`],
    ["the inspector", `if sa.inspect(op.get_bind()).has_table("t"):\n    op.drop_table("t")`],
    [
      "an early return",
      `if not sa.inspect(op.get_bind()).has_table("t"):\n    return\nop.drop_index("ix", table_name="t")\nop.drop_table("t")`,
    ],
    [
      "the names of the indexes",
      `names = {i["name"] for i in sa.inspect(op.get_bind()).get_indexes("t")}\nif "ix" in names:\n    op.drop_index("ix", table_name="t")`,
    ],
    [
      "pg_constraint",
      `conn = op.get_bind()\nif conn.execute(sa.text("SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND conrelid = 't'::regclass")).scalar():\n    op.drop_constraint("fk", "t")`,
    ],
    ["a DO block", `op.execute("DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN undefined_table THEN NULL; END $$")`],
    ["checkfirst", `sa.Enum(name="mood").drop(op.get_bind(), checkfirst=True)`],
    [
      "a savepoint",
      `try:\n    with op.get_bind().begin_nested():\n        op.drop_table("t")\nexcept Exception:\n    pass`,
    ],
    ["made again", `op.drop_index("ix", "t")\nop.create_index("ix", "t", ["a"])`],
    ["made before", `op.execute("CREATE TABLE scratch (id int)")\nop.execute("DROP TABLE scratch")`],
    [
      "a table is filled anew",
      `op.rename_table("t", "old")\nop.create_table("t", sa.Column("id"))\nop.drop_table("old")`,
    ],
    ["renamed to and fro", `op.rename_table("a", "b")\nop.rename_table("b", "a")`],
    ["a name that can't be known", `op.drop_table(NAME)\nop.execute(f"DROP TABLE {NAME}")`],
    [
      "a rare kind of object",
      `op.execute("DROP TEXT SEARCH CONFIGURATION c")\nop.execute("DROP USER MAPPING FOR u SERVER s")`,
    ],
    [
      "a part that a CASCADE may have taken",
      `op.execute("CREATE VIEW v AS SELECT 1")\nop.execute("DROP TABLE IF EXISTS t CASCADE")`,
    ],
    ["another connection", `with create_engine(URL).connect() as c:\n    c.execute(sa.text("DROP TABLE t"))`],
    ["SET SCHEMA of an extension, which may be repeated", `op.execute("ALTER EXTENSION citext SET SCHEMA app")`],
  ])("%s", (_story, body) => checkCase(rule, { source: downgrade(body) }));

  test("what is gone stays gone when something else is dropped", () =>
    checkCase(rule, {
      source: downgrade(`op.execute("⟦DROP TABLE a⟧")
op.execute("⟦ALTER TABLE t DROP CONSTRAINT k⟧")
op.execute("ALTER TABLE t DROP COLUMN IF EXISTS c")
op.execute("DROP SCHEMA IF EXISTS app CASCADE")`),
    }));
});

test("an index that is dropped before its table, in a schema of unknown name, is gone", () =>
  checkCase(rule, {
    source: downgrade(`⟦op.drop_index⟧("i", "t", schema="app")
op.drop_table("t", schema=SCHEMA)`),
  }));
