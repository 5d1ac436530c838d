import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration, withHelper } from "../../rule-case.ts";

const rule = "missing-if-not-exists";

/** A migration whose `upgrade` has this body. */
function upgrade(body: string): string {
  return migration(`def upgrade():\n${body.replace(/^(?=.)/gm, "    ")}\n`);
}

function on(alembic: string, sqlalchemy: string) {
  return { ...withHelper, versions: { alembic, sqlalchemy } };
}

async function messages(body: string): Promise<readonly string[]> {
  const found = findingsOf(await engine(), upgrade(body));
  return found.filter((finding) => finding.rule === rule).map(({ message }) => message);
}

describe("SQL gets the clause", () => {
  test.each([
    ["CREATE TABLE t", " (id int)", "CREATE TABLE IF NOT EXISTS t"],
    [`CREATE TABLE "App"."T"`, " (id int)", `CREATE TABLE IF NOT EXISTS "App"."T"`],
    ["CREATE UNLOGGED TABLE app.t", " (id int)", "CREATE UNLOGGED TABLE IF NOT EXISTS app.t"],
    ["create table t", " (id int)", "create table if not exists t"],
    ["CREATE TABLE t", " AS SELECT * FROM u", "CREATE TABLE IF NOT EXISTS t"],
    ["CREATE TABLE p1", " PARTITION OF p FOR VALUES FROM (0) TO (1)", "CREATE TABLE IF NOT EXISTS p1"],
    ["CREATE FOREIGN TABLE f", " (id int) SERVER s", "CREATE FOREIGN TABLE IF NOT EXISTS f"],
    ["CREATE INDEX i", " ON t (a)", "CREATE INDEX IF NOT EXISTS i"],
    ["CREATE UNIQUE INDEX i", " ON app.t USING gin (a) WHERE a > 0", "CREATE UNIQUE INDEX IF NOT EXISTS i"],
    ["ALTER TABLE t ADD COLUMN c", " int", "ALTER TABLE t ADD COLUMN IF NOT EXISTS c"],
    ["ALTER TABLE t ADD c", " int", "ALTER TABLE t ADD IF NOT EXISTS c"],
    [
      "ALTER TABLE IF EXISTS ONLY t ADD COLUMN c",
      " int NOT NULL DEFAULT 0",
      "ALTER TABLE IF EXISTS ONLY t ADD COLUMN IF NOT EXISTS c",
    ],
    ["CREATE SCHEMA app", "", "CREATE SCHEMA IF NOT EXISTS app"],
    ["CREATE SCHEMA app", " AUTHORIZATION joe", "CREATE SCHEMA IF NOT EXISTS app"],
    ["CREATE SEQUENCE s", " START 5", "CREATE SEQUENCE IF NOT EXISTS s"],
    ["CREATE EXTENSION citext", "", "CREATE EXTENSION IF NOT EXISTS citext"],
    [`CREATE EXTENSION "uuid-ossp"`, " SCHEMA public", `CREATE EXTENSION IF NOT EXISTS "uuid-ossp"`],
    ["CREATE MATERIALIZED VIEW v", " AS SELECT 1", "CREATE MATERIALIZED VIEW IF NOT EXISTS v"],
    ["CREATE STATISTICS s", " ON a, b FROM t", "CREATE STATISTICS IF NOT EXISTS s"],
    ["CREATE SERVER s", " FOREIGN DATA WRAPPER w", "CREATE SERVER IF NOT EXISTS s"],
    ["CREATE COLLATION c", " (locale = 'C')", "CREATE COLLATION IF NOT EXISTS c"],
  ])("%s%s", (phrase, rest, fixed) =>
    checkCase(rule, {
      severity: "warning",
      source: upgrade(`op.execute("""⟦${phrase}⟧${rest}""")`),
      fixed: upgrade(`op.execute("""${fixed}${rest}""")`),
    }),
  );

  test("in an autocommit block", () =>
    checkCase(rule, {
      source: upgrade(
        `with op.get_context().autocommit_block():\n    op.execute("⟦CREATE INDEX CONCURRENTLY i⟧ ON t (a)")`,
      ),
      fixed: upgrade(
        `with op.get_context().autocommit_block():\n    op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)")`,
      ),
    }));

  test("each of several statements, the comments between them, and a body with semicolons", () =>
    checkCase(rule, {
      beside: ["missing-or-replace"],
      source: upgrade(`op.execute("""
    -- CREATE TABLE old (id int);
    ⟦CREATE TABLE a⟧ (id int); /* and */ ⟦CREATE TABLE b⟧ (id int);
    CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE c (id int); END $$;
""")`),
      fixed: upgrade(`op.execute("""
    -- CREATE TABLE old (id int);
    CREATE TABLE IF NOT EXISTS a (id int); /* and */ CREATE TABLE IF NOT EXISTS b (id int);
    CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE c (id int); END $$;
""")`),
    }));

  test("each command of one ALTER TABLE, in its lines", () =>
    checkCase(rule, {
      source: upgrade(`conn = op.get_bind()
conn.execute(sa.text("""
    ALTER TABLE users
        ⟦ADD COLUMN plan⟧ VARCHAR(255), -- the plan
        ⟦ADD COLUMN "Other"⟧ int,
        ALTER COLUMN name SET NOT NULL
"""))`),
      fixed: upgrade(`conn = op.get_bind()
conn.execute(sa.text("""
    ALTER TABLE users
        ADD COLUMN IF NOT EXISTS plan VARCHAR(255), -- the plan
        ADD COLUMN IF NOT EXISTS "Other" int,
        ALTER COLUMN name SET NOT NULL
"""))`),
    }));

  test("however its text is put together", () =>
    checkCase(rule, {
      source: upgrade(`name = "x"
op.execute("⟦CREATE TABLE " + name + " (id int)⟧")
op.execute("⟦CREATE TABLE %s (id int)⟧" % "y")
op.execute("⟦CREATE TABLE {} (id int)⟧".format("z"))
op.execute(f"⟦CREATE INDEX ix_{name} ON t ({name})⟧")
op.execute("⟦CREATE " "TABLE w⟧ (id int)")
op.execute('⟦CREATE\\tTABLE\\tv⟧ (id int)')
op.execute(⟦SQL⟧)
for statement in MANY:
    op.execute(⟦statement⟧)
op.get_bind().exec_driver_sql("⟦CREATE SEQUENCE s⟧")
op.execute(sa.DDL("⟦CREATE SEQUENCE s2⟧"))`).replace(
        "def upgrade",
        `SQL = """\nCREATE TABLE constant (id int)\n"""\nMANY = ["CREATE TABLE m1 (id int)", "SELECT 1"]\n\n\ndef upgrade`,
      ),
      fixed: upgrade(`name = "x"
op.execute("CREATE TABLE IF NOT EXISTS " + name + " (id int)")
op.execute("CREATE TABLE IF NOT EXISTS %s (id int)" % "y")
op.execute("CREATE TABLE IF NOT EXISTS {} (id int)".format("z"))
op.execute(f"CREATE INDEX IF NOT EXISTS ix_{name} ON t ({name})")
op.execute("CREATE " "TABLE IF NOT EXISTS w (id int)")
op.execute('CREATE\\tTABLE IF NOT EXISTS\\tv (id int)')
op.execute(SQL)
for statement in MANY:
    op.execute(statement)
op.get_bind().exec_driver_sql("CREATE SEQUENCE IF NOT EXISTS s")
op.execute(sa.DDL("CREATE SEQUENCE IF NOT EXISTS s2"))`).replace(
        "def upgrade",
        `SQL = """\nCREATE TABLE IF NOT EXISTS constant (id int)\n"""\nMANY = ["CREATE TABLE IF NOT EXISTS m1 (id int)", "SELECT 1"]\n\n\ndef upgrade`,
      ),
    }));

  test("of a helper that is called twice, and of a loop, once for all", () =>
    checkCase(rule, {
      source: migration(`def index(table, name):
    op.execute(f"⟦CREATE INDEX ix_{name} ON {table} ({name})⟧")


def upgrade():
    index("users", "a")
    index("users", "b")
    for table in ("x", "y"):
        op.execute(f"⟦CREATE TABLE {table} (id int)⟧")
`),
      fixed: migration(`def index(table, name):
    op.execute(f"CREATE INDEX IF NOT EXISTS ix_{name} ON {table} ({name})")


def upgrade():
    index("users", "a")
    index("users", "b")
    for table in ("x", "y"):
        op.execute(f"CREATE TABLE IF NOT EXISTS {table} (id int)")
`),
    }));

  test("in a DO block", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("""
    DO $$
    BEGIN
        ⟦CREATE TABLE inside⟧ (id int);
        ⟦ALTER TABLE t ADD COLUMN q⟧ int;
    END $$
""")`),
      fixed: upgrade(`op.execute("""
    DO $$
    BEGIN
        CREATE TABLE IF NOT EXISTS inside (id int);
        ALTER TABLE t ADD COLUMN IF NOT EXISTS q int;
    END $$
""")`),
    }));

  test("lines that end in CRLF", () =>
    checkCase(rule, {
      source: upgrade(
        `op.execute("""\n    ⟦CREATE TABLE a⟧\n    (id int)\n""")\n⟦op.create_table⟧("b", sa.Column("x"))`,
      ).replaceAll("\n", "\r\n"),
      fixed: upgrade(`op.execute("""\n    CREATE TABLE IF NOT EXISTS a\n    (id int)\n""")
conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('b') IS NOT NULL")).scalar():
    op.create_table("b", sa.Column("x"))`).replaceAll("\n", "\r\n"),
    }));

  test("SELECT … INTO has none: it is put behind a look", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("⟦SELECT a AS type INTO copy FROM t⟧")`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('copy') IS NOT NULL")).scalar():
    op.execute("SELECT a AS type INTO copy FROM t")`),
    }));

  test("and PL/pgSQL has another INTO: no DO block", () =>
    checkCase(rule, {
      settings: { guardStyle: "do-block" },
      source: upgrade(`op.execute("⟦SELECT a INTO copy FROM t⟧")`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('copy') IS NOT NULL")).scalar():
    op.execute("SELECT a INTO copy FROM t")`),
    }));

  test("CREATE SCHEMA with the objects in it takes none (manual, CREATE SCHEMA)", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("⟦CREATE SCHEMA app CREATE TABLE t (id int)⟧")`),
      fixed: null,
    }));

  test("CREATE LANGUAGE, which makes an extension, has none", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("⟦CREATE LANGUAGE plperl⟧")`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(
    sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM pg_extension
            WHERE extname = 'plperl'
        );
    """)
).scalar():
    op.execute("CREATE LANGUAGE plperl")`),
    }));
});

describe("a directive, where the Alembic of the project is not known", () => {
  test.each([
    [`sa.Column("c", sa.String(length=50))`, "c VARCHAR(50)"],
    [`sa.Column("c", sa.String(), nullable=False, server_default="it's")`, "c VARCHAR DEFAULT 'it''s' NOT NULL"],
    [`sa.Column("c", sa.Boolean(), server_default=sa.false(), nullable=False)`, "c BOOLEAN DEFAULT false NOT NULL"],
    [`sa.Column("c", sa.Boolean(), server_default=sa.text("true"))`, "c BOOLEAN DEFAULT true"],
    [`sa.Column("c", sa.DateTime(timezone=True), server_default=sa.func.now())`, "c TIMESTAMPTZ DEFAULT now()"],
    [`sa.Column("c", sa.Numeric(10, 2))`, "c NUMERIC(10, 2)"],
    [`sa.Column("c", sa.ARRAY(sa.String(10)))`, "c VARCHAR(10)[]"],
    [`sa.Column("c", sa.BigInteger, autoincrement=False)`, "c BIGINT"],
    [`sa.Column("c", sa.Float())`, "c DOUBLE PRECISION"],
    [`sa.Column("c", sa.LargeBinary())`, "c BYTEA"],
    [`sa.Column("c", sa.Text(), default="python's", info={"a": 1}, doc="x")`, "c TEXT"],
    [
      `sa.Column("c", sa.Integer(), server_default=sa.text("nextval('s'::regclass)"))`,
      "c INTEGER DEFAULT nextval('s'::regclass)",
    ],
    [`sa.Column("c", sa.Text(), server_default=" :x")`, "c TEXT DEFAULT ' \\\\:x'"],
  ])("add_column of %s becomes SQL", (column, sql) =>
    checkCase(rule, {
      source: upgrade(`⟦op.add_column⟧("t", ${column})`),
      fixed: upgrade(`op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS ${sql}")`),
    }),
  );

  const ofColumn = (name: string) => `conn = op.get_bind()
if not conn.execute(
    sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM pg_attribute
            WHERE attrelid = to_regclass('t')
            AND attname = '${name}'
            AND NOT attisdropped
        );
    """)
).scalar():
    `;

  test.each([
    ["a type of the project's own", `sa.Column("c", Money())`],
    ["a foreign key", `sa.Column("c", sa.Integer(), sa.ForeignKey("u.id"))`],
    ["a check", `sa.Column("c", sa.Integer(), sa.CheckConstraint("c > 0"))`],
    ["an index of its own", `sa.Column("c", sa.Integer(), index=True)`],
    ["a unique constraint", `sa.Column("c", sa.Integer(), unique=True)`],
    ["an identity", `sa.Column("c", sa.Integer(), sa.Identity())`],
    ["a computed value", `sa.Column("c", sa.Integer(), sa.Computed("a * 2"))`],
    ["a comment", `sa.Column("c", sa.Text(), comment="hi")`],
    ["a collation", `sa.Column("c", sa.String(10, collation="C"))`],
    ["a length that can't be known", `sa.Column("c", sa.String(length=LENGTH))`],
    ["a default that can't be known", `sa.Column("c", sa.Text(), server_default=DEFAULT)`],
    ["options that can't be known", `sa.Column("c", sa.Text(), **options)`],
  ])("a column with %s is put behind a look", (_story, column) =>
    checkCase(rule, {
      source: upgrade(`⟦op.add_column⟧("t", ${column})`),
      fixed: upgrade(`${ofColumn("c")}op.add_column("t", ${column})`),
    }),
  );

  test("options of the directive that can't be known, a comment between its arguments", () =>
    checkCase(rule, {
      source: upgrade(`⟦op.add_column⟧("t", sa.Column("c", sa.Text()), **options)
⟦op.add_column⟧(
    "t",
    sa.Column("d", sa.Text()),  # why
)`),
      fixed: upgrade(`${ofColumn("c")}op.add_column("t", sa.Column("c", sa.Text()), **options)
${ofColumn("d").replace("conn = op.get_bind()\n", "")}op.add_column(
        "t",
        sa.Column("d", sa.Text()),  # why
    )`),
    }));

  test.each([
    [`"ix", "t", ["a", "b"]`, "CREATE INDEX IF NOT EXISTS ix ON t (a, b)"],
    [`op.f("ix"), "t", ["a"], unique=True`, "CREATE UNIQUE INDEX IF NOT EXISTS ix ON t (a)"],
    [`"ix", table_name="t", columns=["a"], unique=False`, "CREATE INDEX IF NOT EXISTS ix ON t (a)"],
    [`"ix", "t", ["a"], if_not_exists=False`, "CREATE INDEX IF NOT EXISTS ix ON t (a)"],
  ])("create_index(%s) becomes SQL", (given, sql) =>
    checkCase(rule, {
      source: upgrade(`⟦op.create_index⟧(${given})`),
      fixed: upgrade(`op.execute("${sql}")`),
    }),
  );

  test("names that need quotes", () =>
    checkCase(rule, {
      source: upgrade(`⟦op.create_index⟧("Ix", "order", ["Camel"], schema="My App")
⟦op.add_column⟧("order", sa.Column("it's", sa.Text(), server_default="x"))`),
      fixed: upgrade(`op.execute('CREATE INDEX IF NOT EXISTS "Ix" ON "My App"."order" ("Camel")')
op.execute("ALTER TABLE \\"order\\" ADD COLUMN IF NOT EXISTS \\"it's\\" TEXT DEFAULT 'x'")`),
    }));

  test.each([
    ["an expression", `"ix", "t", [sa.text("lower(a)")]`],
    ["a predicate", `"ix", "t", ["a"], postgresql_where=sa.text("a > 0")`],
    ["another method", `"ix", "t", ["a"], postgresql_using="gin"`],
    ["operator classes", `"ix", "t", ["a"], postgresql_ops={"a": "text_pattern_ops"}`],
    ["an operator class in SQL", `"ix", "t", [sa.text("a text_pattern_ops")]`],
    ["an order", `"ix", "t", ["a", sa.text("b DESC NULLS LAST")]`],
    ["an order of SQLAlchemy's", `"ix", "t", [sa.column("a").desc(), sa.desc("b")]`],
    ["a collation in SQL", `"ix", "t", [sa.text('a COLLATE "C"')]`],
    ["columns that can't be known", `"ix", "t", COLUMNS`],
    ["arguments that can't be known", `"ix", "t", ["a"], **options`],
  ])("an index with %s is put behind a look", (_story, given) =>
    checkCase(rule, {
      source: upgrade(`⟦op.create_index⟧(${given})`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('ix') IS NOT NULL")).scalar():
    op.create_index(${given})`),
    }),
  );

  test("create_table, with the indexes, rows and keys of the table", () =>
    checkCase(rule, {
      source: upgrade(`⟦op.create_table⟧(
    "users",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("kind", sa.Enum("a", "b", name="kind")),  # the kind

    sa.Column("name", sa.Text(), index=True),
)
op.create_index("ix_users_kind", "users", ["kind"])
op.create_foreign_key("fk", "users", "orgs", ["org_id"], ["id"])
op.bulk_insert(sa.table("users", sa.column("id")), [{"id": 1}])
op.execute("UPDATE other SET a = 1")`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('users') IS NOT NULL")).scalar():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.Enum("a", "b", name="kind")),  # the kind

        sa.Column("name", sa.Text(), index=True),
    )
    op.create_index("ix_users_kind", "users", ["kind"])
    op.create_foreign_key("fk", "users", "orgs", ["org_id"], ["id"])
    op.bulk_insert(sa.table("users", sa.column("id")), [{"id": 1}])
op.execute("UPDATE other SET a = 1")`),
    }));

  test("two tables share the connection; the rows of one that has a name go with it", () =>
    checkCase(rule, {
      source: upgrade(`a = ⟦op.create_table⟧("a", sa.Column("id", sa.Integer()))
op.bulk_insert(a, [{"id": 1}])
⟦op.create_table⟧("b", sa.Column("id", sa.Integer()), schema="app")`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('a') IS NOT NULL")).scalar():
    a = op.create_table("a", sa.Column("id", sa.Integer()))
    op.bulk_insert(a, [{"id": 1}])
if not conn.execute(sa.text("SELECT to_regclass('app.b') IS NOT NULL")).scalar():
    op.create_table("b", sa.Column("id", sa.Integer()), schema="app")`),
    }));

  test("the rows that a query copies into it go with it: with a clause alone, a second run would copy them again", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("⟦CREATE TABLE t⟧ (id int)")
op.execute("INSERT INTO t SELECT id FROM old")
op.execute("⟦CREATE TABLE u⟧ (id int)")
op.execute("INSERT INTO u SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM u)")`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('t') IS NOT NULL")).scalar():
    op.execute("CREATE TABLE t (id int)")
    op.execute("INSERT INTO t SELECT id FROM old")
op.execute("CREATE TABLE IF NOT EXISTS u (id int)")
op.execute("INSERT INTO u SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM u)")`),
    }));

  test("not where they stand in one text with it", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("⟦CREATE TABLE t⟧ (id int); INSERT INTO t SELECT id FROM old")`),
      fixed: null,
    }));

  test("a connection that is there is used; conn stays what it was; tabs stay tabs", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
	connection = op.get_bind()
	⟦op.create_table⟧("a", sa.Column("id", sa.Integer()))


def downgrade():
	conn = connect()
	⟦op.create_table⟧("b", sa.Column("id", sa.Integer()))
`),
      fixed: migration(`def upgrade():
	connection = op.get_bind()
	if not connection.execute(sa.text("SELECT to_regclass('a') IS NOT NULL")).scalar():
		op.create_table("a", sa.Column("id", sa.Integer()))


def downgrade():
	conn = connect()
	if not op.get_bind().execute(sa.text("SELECT to_regclass('b') IS NOT NULL")).scalar():
		op.create_table("b", sa.Column("id", sa.Integer()))
`),
    }));

  test("in a batch", () =>
    checkCase(rule, {
      source: upgrade(`with op.batch_alter_table("t", schema=None) as batch_op:
    ⟦batch_op.create_index⟧("ix", ["a"])`),
      fixed: upgrade(`with op.batch_alter_table("t", schema=None) as batch_op:
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regclass('ix') IS NOT NULL")).scalar():
        batch_op.create_index("ix", ["a"])`),
    }));

  test("imports that are missing are added, others are used", () =>
    checkCase(rule, {
      source: `from alembic.op import add_column, create_table
import sqlalchemy

revision = "b"
down_revision = "a"


def upgrade():
    ⟦add_column⟧("t", sqlalchemy.Column("c", sqlalchemy.Text()))
    ⟦create_table⟧("t2", sqlalchemy.Column("c", sqlalchemy.Text()))
`,
      fixed: `from alembic.op import add_column, create_table
import sqlalchemy
from alembic import op

revision = "b"
down_revision = "a"


def upgrade():
    op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS c TEXT")
    conn = op.get_bind()
    if not conn.execute(sqlalchemy.text("SELECT to_regclass('t2') IS NOT NULL")).scalar():
        create_table("t2", sqlalchemy.Column("c", sqlalchemy.Text()))
`,
    }));

  test("of a table that is renamed later: on the next run there is none of that name", () =>
    checkCase(rule, {
      beside: ["missing-if-exists"],
      source: upgrade(`⟦op.add_column⟧("t", sa.Column("c", sa.Text()))
op.execute("⟦ALTER TABLE t ADD COLUMN d⟧ text")
op.rename_table("t", "u")`),
      fixed: upgrade(`op.execute("ALTER TABLE IF EXISTS t ADD COLUMN IF NOT EXISTS c TEXT")
op.execute("ALTER TABLE IF EXISTS t ADD COLUMN IF NOT EXISTS d text")
op.execute("ALTER TABLE IF EXISTS t RENAME TO u")`),
    }));

  test("under --sql nothing can look", () =>
    checkCase(rule, {
      settings: { offlineSql: true },
      source: upgrade(`⟦op.create_table⟧("t", sa.Column("id", sa.Integer()))`),
      fixed: null,
    }));

  test.each([
    ["a loop over tables", `for t in ("a", "b"):\n    ⟦op.add_column⟧(t, sa.Column("c", sa.Text()))`],
    ["two statements on a line", `⟦op.create_table⟧("t", sa.Column("c")); print("done")`],
    ["a value that is used later", `t = ⟦op.create_table⟧("t", sa.Column("c"))\nprint(t)`],
    [
      "rows behind another change",
      `⟦op.create_table⟧("t", sa.Column("c"))\nop.execute("UPDATE u SET a = 1")\nop.execute("INSERT INTO t VALUES (1)")`,
    ],
    ["an index without a name", `⟦op.create_index⟧(None, "t", ["a"])\nop.execute("⟦CREATE INDEX ON t (a)⟧")`],
  ])("no fix for %s", (_story, body) => checkCase(rule, { unsafe: true, source: upgrade(body), fixed: null }));
});

describe("a directive, where the Alembic of the project knows the keyword", () => {
  test("each argument on a line of its own, or all in a row, with their comments and commas", () =>
    checkCase(rule, {
      context: on("1.16.0", "2.0.40"),
      source: upgrade(`⟦op.add_column⟧(
    "t",
    sa.Column("a", sa.Integer()),  # the a
)
⟦op.add_column⟧(
    "t",
    # why
    sa.Column("b", sa.Integer())  # the b
)
⟦op.add_column⟧(
    "t", sa.Column("c", sa.Integer()),
)
⟦op.add_column⟧("t",
              sa.Column("d", sa.Integer()))
⟦op.create_index⟧(op.f("ix"), "t", ["a"], unique=False)
⟦op.create_index⟧("ix2", "t", ["a"], if_not_exists=False)
⟦op.create_table⟧("u", sa.Column("id", sa.Integer()))
op.create_index("ix3", "u", ["id"])`),
      fixed: upgrade(`op.add_column(
    "t",
    sa.Column("a", sa.Integer()),  # the a
    if_not_exists=True,
)
op.add_column(
    "t",
    # why
    sa.Column("b", sa.Integer()),  # the b
    if_not_exists=True
)
op.add_column(
    "t", sa.Column("c", sa.Integer()), if_not_exists=True,
)
op.add_column("t",
              sa.Column("d", sa.Integer()),
              if_not_exists=True)
op.create_index(op.f("ix"), "t", ["a"], unique=False, if_not_exists=True)
op.create_index("ix2", "t", ["a"], if_not_exists=True)
op.create_table("u", sa.Column("id", sa.Integer()), if_not_exists=True)
op.create_index("ix3", "u", ["id"], if_not_exists=True)`),
    }));

  test("an index without a name too, which SQLAlchemy gives one, the same each time", () =>
    checkCase(rule, {
      context: on("1.19.1", "2.0.52"),
      source: upgrade(`⟦op.create_index⟧(None, "t", ["a"], unique=True)`),
      fixed: upgrade(`op.create_index(None, "t", ["a"], unique=True, if_not_exists=True)`),
    }));

  test("not where GeoAlchemy adds an index beside the table: the keyword does not reach that", () =>
    checkCase(rule, {
      context: on("1.19.1", "2.0.52"),
      source: upgrade(`import geoalchemy2
conn = op.get_bind()
⟦op.create_table⟧("places", sa.Column("at", geoalchemy2.Geometry("POINT", srid=4326)))`),
      fixed: upgrade(`import geoalchemy2
conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('places') IS NOT NULL")).scalar():
    op.create_table("places", sa.Column("at", geoalchemy2.Geometry("POINT", srid=4326)))`),
    }));

  test("in a loop, and in a batch where it was tried", () =>
    checkCase(rule, {
      context: on("1.16.0", "2.0.40"),
      source: upgrade(`for t in ("a", "b"):
    ⟦op.add_column⟧(t, sa.Column("c", sa.Integer()))
    with op.batch_alter_table(t) as batch_op:
        ⟦batch_op.add_column⟧(sa.Column("d", sa.Integer()))`),
      fixed: upgrade(`for t in ("a", "b"):
    op.add_column(t, sa.Column("c", sa.Integer()), if_not_exists=True)
    with op.batch_alter_table(t) as batch_op:
        batch_op.add_column(sa.Column("d", sa.Integer()), if_not_exists=True)`),
    }));

  const three = [`op.create_table("u", sa.Column("id", sa.Integer()))`, `op.create_index("ix", "t", ["a"])`] as const;
  const look = `conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('u') IS NOT NULL")).scalar():
    ${three[0]}`;
  test.each([
    ["1.8.1", "1.4.46", look, `op.execute("CREATE INDEX IF NOT EXISTS ix ON t (a)")`],
    ["1.12.0", "1.4.46", look, `op.execute("CREATE INDEX IF NOT EXISTS ix ON t (a)")`],
    ["1.12.0", "2.0.0", look, `op.create_index("ix", "t", ["a"], if_not_exists=True)`],
    [
      "1.13.3",
      "1.4.46",
      `op.create_table("u", sa.Column("id", sa.Integer()), if_not_exists=True)`,
      `op.create_index("ix", "t", ["a"], if_not_exists=True)`,
    ],
  ])("Alembic %s with SQLAlchemy %s", (alembic, sqlalchemy, table, index) =>
    checkCase(rule, {
      context: on(alembic, sqlalchemy),
      source: upgrade(three.join("\n").replaceAll(/op\.\w+(?=\()/g, "⟦$&⟧")),
      fixed: upgrade(`${table}\n${index}`),
    }),
  );

  test("add_column does before 1.16 not know it", () =>
    checkCase(rule, {
      context: on("1.13.3", "2.0.40"),
      source: upgrade(`⟦op.add_column⟧("t", sa.Column("c", sa.Integer()))`),
      fixed: upgrade(`op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS c INTEGER")`),
    }));

  test("as SQL, an index keeps the name that SQLAlchemy makes of one that is too long", () =>
    checkCase(rule, {
      context: on("1.8.1", "1.4.46"),
      source: upgrade(
        `⟦op.create_index⟧(op.f("ix_deliveries_of_the_northern_warehouse_by_destination_country_code"), "t", ["a"])`,
      ),
      fixed: upgrade(
        `op.execute("CREATE INDEX IF NOT EXISTS ix_deliveries_of_the_northern_warehouse_by_destination__56fa ON t (a)")`,
      ),
    }));

  test("what a directive creates besides is not repeatable by it: an enum type, an index", () =>
    checkCase(rule, {
      context: on("1.16.0", "2.0.40"),
      source: upgrade(`⟦op.create_table⟧("a", sa.Column("k", sa.Enum("x", name="k")))
⟦op.create_table⟧("b", sa.Column("k", sa.Text(), index=True))`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(sa.text("SELECT to_regclass('a') IS NOT NULL")).scalar():
    op.create_table("a", sa.Column("k", sa.Enum("x", name="k")))
if not conn.execute(sa.text("SELECT to_regclass('b') IS NOT NULL")).scalar():
    op.create_table("b", sa.Column("k", sa.Text(), index=True))`),
    }));
});

describe("a look at something else is none", () => {
  test("the message says at what", async () => {
    expect(
      await messages(`if sa.inspect(op.get_bind()).has_table("orgs"):
    op.create_table("users", sa.Column("id", sa.Integer()))`),
    ).toEqual([
      "Creating table users fails where it is there already, and the check of table orgs does not prevent that. Check first whether it is there.",
    ]);
  });

  test("and what to do where its rows would be there twice", async () => {
    expect(
      await messages(`op.execute("CREATE TABLE t (id int)")
op.execute("UPDATE u SET a = 1")
op.execute("INSERT INTO t VALUES (1)")`),
    ).toEqual(["Creating table t fails where it is there already. Check first whether it is there."]);
  });

  test("the block that catches another error", async () => {
    expect(
      await messages(
        `op.execute("DO $$ BEGIN CREATE TABLE t (id int); EXCEPTION WHEN duplicate_object THEN NULL; END $$")`,
      ),
    ).toEqual([
      "Creating table t fails where it is there already, with duplicate_table, which the DO block does not catch. Add IF NOT EXISTS.",
    ]);
  });

  test("nor is the wrong way round, nor a gate", () =>
    checkCase(rule, {
      source: upgrade(`if sa.inspect(op.get_bind()).has_table("users"):
    ⟦op.create_table⟧("users", sa.Column("id", sa.Integer()))
if settings.wanted:
    op.execute("⟦CREATE TABLE t⟧ (id int)")`),
    }));
});

describe("silent", () => {
  test.each([
    ["the clause", `op.execute("CREATE TABLE IF NOT EXISTS t (id int)")`],
    ["the keyword", `op.create_table("t", sa.Column("id"), if_not_exists=True)`],
    ["the keyword, perhaps", `op.create_index("i", "t", ["a"], if_not_exists=WANTED)`],
    [
      "the inspector",
      `if not sa.inspect(op.get_bind()).has_table("t"):\n    op.create_table("t", sa.Column("id"))\n    op.create_index("i", "t", ["id"])`,
    ],
    [
      "an early return",
      `inspector = sa.inspect(op.get_bind())\nif "t" in inspector.get_table_names():\n    return\nop.create_table("t", sa.Column("id"))`,
    ],
    [
      "the names of the columns",
      `columns = [c["name"] for c in sa.inspect(op.get_bind()).get_columns("t")]\nif "a" not in columns:\n    op.add_column("t", sa.Column("a", sa.Text()))`,
    ],
    [
      "a set of names, and a loop that goes on",
      `there = {c["name"] for c in sa.inspect(op.get_bind()).get_columns("t")}\nfor name in ("a", "b"):\n    if name in there:\n        continue\n    op.add_column("t", sa.Column(name, sa.Text()))`,
    ],
    [
      "information_schema",
      `conn = op.get_bind()\nfound = conn.execute(sa.text("SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a'")).fetchone()\nif found is None:\n    op.add_column("t", sa.Column("a", sa.Text()))`,
    ],
    [
      "to_regclass, in the guideline's manner",
      `conn = op.get_bind()\nif not conn.execute(sa.text("SELECT to_regclass('t') IS NOT NULL")).scalar():\n    op.create_table("t", sa.Column("id"))`,
    ],
    [
      "a walrus",
      `if not (found := op.get_bind().execute(sa.text("SELECT to_regclass('i')")).scalar()):\n    op.create_index("i", "t", ["a"])`,
    ],
    [
      "a helper of the project",
      `from project.checks import column_exists\nif not column_exists("t", "a"):\n    op.add_column("t", sa.Column("a", sa.Text()))`,
    ],
    [
      "a helper of the file",
      `def there(name):\n    return sa.inspect(op.get_bind()).has_table(name)\nif not there("t"):\n    op.create_table("t", sa.Column("id"))`,
    ],
    [
      "an answer that is not understood",
      `if op.get_bind().execute(sa.text("SELECT wanted FROM settings")).scalar():\n    op.execute("CREATE TABLE t (id int)")`,
    ],
    ["checkfirst", `sa.Table("t", sa.MetaData(), sa.Column("id")).create(op.get_bind(), checkfirst=True)`],
    [
      "a DO block that looks",
      `op.execute("""DO $$ BEGIN IF to_regclass('t') IS NULL THEN CREATE TABLE t (id int); END IF; END $$""")`,
    ],
    [
      "a DO block that catches the error",
      `op.execute("DO $$ BEGIN ALTER TABLE t ADD COLUMN a int; EXCEPTION WHEN duplicate_column THEN NULL; END $$")`,
    ],
    [
      "a savepoint whose error is caught",
      `try:\n    with op.get_bind().begin_nested():\n        op.create_table("t", sa.Column("id"))\nexcept Exception:\n    pass`,
    ],
    [
      "dropped before",
      `op.execute("DROP TABLE IF EXISTS t")\nop.create_table("t", sa.Column("id"))\nop.create_index("i", "t", ["id"])`,
    ],
    [
      "dropped before with all that rests on it, and its index with it",
      `op.execute("DROP TABLE IF EXISTS t CASCADE")\nop.execute("CREATE TABLE t (id int)")\nop.execute("CREATE INDEX i ON t (id)")`,
    ],
    ["dropped after", `op.create_table("t", sa.Column("id"))\nop.execute("DROP TABLE IF EXISTS t")`],
    ["dropped with what holds it", `op.execute("DROP SCHEMA IF EXISTS app CASCADE")\nop.execute("CREATE SCHEMA app")`],
    [
      "renamed behind a look that is false on the next run",
      `conn = op.get_bind()\nif not conn.execute(sa.text("SELECT to_regclass('old') IS NOT NULL")).scalar():\n    op.rename_table("t", "old")\n    op.create_table("t", sa.Column("id"))`,
    ],
    [
      "a temporary table, with what belongs to it",
      `op.execute("CREATE TEMP TABLE t (id int)")\nop.execute("CREATE INDEX i ON t (id)")\nop.create_table("u", sa.Column("id"), prefixes=["TEMPORARY"])\nop.execute("CREATE TEMP SEQUENCE s")`,
    ],
    [
      "a name that can't be known",
      `op.create_table(NAME, sa.Column("id"))\nop.execute(f"CREATE TABLE {NAME} (id int)")`,
    ],
    [
      "another connection",
      `with create_engine(URL).connect() as c:\n    c.execute(sa.text("CREATE TABLE t (id int)"))`,
    ],
    [
      "in a function's body",
      `op.execute("CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE t (id int); END $$")`,
    ],
    ["for another database", `if op.get_bind().dialect.name == "mysql":\n    op.create_table("t", sa.Column("id"))`],
    ["a statement that does not parse", `op.execute("CREATE TABLE t (")`],
  ])("%s", (_story, body) => checkCase(rule, { source: upgrade(body) }));
});

test("a column stays where a primary key is dropped with what rests on it", () =>
  checkCase(rule, {
    source: upgrade(`⟦op.add_column⟧("orders", sa.Column("id", sa.Uuid()))
op.execute("ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_pkey CASCADE")
⟦op.create_index⟧("ix_orders_number", "orders", ["number"])`),
  }));

test("an index on a table that is made in a schema of unknown name may be one on that table", () =>
  checkCase(rule, {
    source: upgrade(`op.create_table("parts", sa.Column("a", sa.Integer()), schema=SCHEMA)
op.create_index("ix_parts_a", "parts", ["a"], schema="stock")
⟦op.create_index⟧("ix_bins_a", "bins", ["a"], schema="stock")`),
  }));

test("env.py may hand `op` to upgrade: a fix imports no other", () =>
  checkCase(rule, {
    source: `import sqlalchemy as sa

revision = "b"
down_revision = "a"


def upgrade(op, tables):
    ⟦op.create_table⟧("t", sa.Column("a", sa.Integer()))
`,
    fixed: `import sqlalchemy as sa

revision = "b"
down_revision = "a"


def upgrade(op, tables):
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regclass('t') IS NOT NULL")).scalar():
        op.create_table("t", sa.Column("a", sa.Integer()))
`,
  }));

describe("what a drop of unknown name may have taken", () => {
  test.each([
    ["a table", `op.drop_table(NAME)\nop.create_table("t", sa.Column("a", sa.Integer()))`],
    ["a table's index", `op.drop_table("t", schema=SCHEMA)\nop.create_index("i", "t", ["a"], schema="app")`],
    ["a column", `op.drop_column("t", NAME)\nop.add_column("t", sa.Column("a", sa.Integer()))`],
    ["an index", `op.drop_index("i", "t", schema=SCHEMA)\nop.create_index("i", "t", ["a"], schema="app")`],
  ])("%s can be made again", (_, body) => checkCase(rule, { source: upgrade(body) }));

  test("is nothing of another name", () =>
    checkCase(rule, {
      source: upgrade(`op.drop_table("u", schema=SCHEMA)
⟦op.create_table⟧("t", sa.Column("a", sa.Integer()), schema="app")
op.drop_column("t", NAME)
⟦op.add_column⟧("w", sa.Column("a", sa.Integer()))`),
    }));
});
