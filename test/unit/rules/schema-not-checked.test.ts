import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../server/src/migration/edit/text-edit.ts";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, inEnvironment, migration, upgradeOf, withHelper } from "../../rule-case.ts";

const rule = "schema-not-checked";

describe(rule, () => {
  const found: readonly [story: string, ...lines: string[]][] = [
    ["a table in the schema", `op.execute("⟦CREATE TABLE IF NOT EXISTS auth.t (id int)⟧")`],
    ["a table by directive", "⟦op.create_table⟧('t', sa.Column('id', sa.Integer), schema='auth')"],
    [
      "a foreign key of a column",
      "⟦op.create_table⟧('t', sa.Column('id', sa.Integer, sa.ForeignKey('auth.users.id')))",
    ],
    [
      "a foreign key of the table",
      "⟦op.create_table⟧('t', sa.Column('id', sa.Integer), sa.ForeignKeyConstraint(['id'], ['auth.users.id']))",
    ],
    [
      "a foreign key by directive",
      "⟦op.create_foreign_key⟧('fk', 't', 'users', ['u'], ['id'], referent_schema='auth')",
    ],
    ["a column with a foreign key", "⟦op.add_column⟧('t', sa.Column('u', sa.Uuid(), sa.ForeignKey('auth.users.id')))"],
    ["a foreign key in SQL", `op.execute("⟦ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES auth.users (id)⟧")`],
    ["a foreign key in CREATE TABLE", `op.execute("⟦CREATE TABLE t (u uuid REFERENCES auth.users)⟧")`],
    ["a trigger", `op.execute("⟦CREATE TRIGGER g AFTER INSERT ON auth.users EXECUTE FUNCTION f()⟧")`],
    ["a trigger's function", `op.execute("⟦CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION auth.f()⟧")`],
    ["an index", "⟦op.create_index⟧('ix', 'users', ['id'], schema='auth')"],
    ["a policy that calls its function", `op.execute("⟦CREATE POLICY p ON t USING (u = auth.uid())⟧")`],
    ["a policy on its table", `op.execute("⟦CREATE POLICY p ON storage.objects⟧")`],
    ["privileges on the schema", `op.execute("⟦GRANT USAGE ON SCHEMA auth TO PUBLIC⟧")`],
    ["privileges on a table", `op.execute("⟦REVOKE ALL ON auth.users FROM PUBLIC⟧")`],
    ["default privileges", `op.execute("⟦ALTER DEFAULT PRIVILEGES IN SCHEMA auth GRANT SELECT ON TABLES TO PUBLIC⟧")`],
    ["an insert from it", `op.execute("⟦INSERT INTO t SELECT u.id FROM auth.users AS u⟧")`],
    ["an update of it", `op.execute("⟦UPDATE auth.users SET a = 1⟧")`],
    ["an update by construct", "op.execute(⟦sa.table('users', schema='auth').update()⟧)"],
    ["an insert by directive", "⟦op.bulk_insert⟧(sa.table('users', sa.column('id'), schema='auth'), [{'id': 1}])"],
    ["a query", `op.get_bind().execute(sa.text("⟦SELECT count(*) FROM auth.users⟧"))`],
    ["a view over it", `op.execute("⟦CREATE OR REPLACE VIEW v AS SELECT * FROM auth.users⟧")`],
    ["a type of it", `op.execute("⟦ALTER TABLE t ADD COLUMN IF NOT EXISTS c auth.kind⟧")`],
    ["a cast to its type", `op.execute("⟦SELECT 'a'::auth.kind⟧")`],
    ["a value of its type", `op.execute("⟦ALTER TYPE auth.kind ADD VALUE IF NOT EXISTS 'x'⟧")`],
    [
      "a parameter of its type",
      `op.execute("⟦CREATE FUNCTION f(a auth.kind) RETURNS int LANGUAGE sql AS 'SELECT 1'⟧")`,
    ],
    ["a move into it", `op.execute("⟦ALTER TABLE IF EXISTS t SET SCHEMA auth⟧")`],
    ["an extension in it", `op.execute("⟦CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA extensions⟧")`],
    ["a name in a text", `op.execute("⟦SELECT 'auth.users'::regclass⟧")`],
    ["a sequence in a text", `op.execute("⟦ALTER TABLE t ALTER c SET DEFAULT nextval('auth.s')⟧")`],
    ["a comment", `op.execute("⟦COMMENT ON TABLE auth.users IS 'x'⟧")`],
    ["a drop without IF EXISTS", `op.execute("⟦DROP TABLE auth.users⟧")`],
    ["a drop by directive", "⟦op.drop_table⟧('users', schema='auth')"],
    ["a column's drop, whose table must be there", `op.execute("⟦ALTER TABLE auth.users DROP COLUMN IF EXISTS a⟧")`],
    [
      "a constraint's drop by directive, whose table must be there",
      "⟦op.drop_constraint⟧('ck', 'users', schema='auth', if_exists=True)",
    ],
    ["a rename", "⟦op.rename_table⟧('a', 'b', schema='auth')"],
    ["a batch", "with op.batch_alter_table('users', schema='auth') as batch_op:", "    ⟦batch_op.drop_column⟧('a')"],
    ["what a DO block runs", `op.execute("DO $$ BEGIN ⟦DROP TABLE auth.users⟧; END $$")`],
    ["a quoted name", `op.execute('⟦DROP TABLE "Auth".users⟧')`],
    ["once for each schema", `op.execute("⟦DROP TABLE auth.a⟧; DROP TABLE auth.b; ⟦DROP TABLE audit.c⟧")`],
    [
      "the first line of a long statement",
      `op.execute("""`,
      `    ⟦CREATE TABLE auth.t (⟧`,
      `        id int`,
      `    )""")`,
    ],
    ["a sketch of a statement", `op.execute("⟦CREATE TRIGGER ... ON auth.users ...⟧")`],
    ["a sketch with a reference", `op.execute("⟦ALTER TABLE t ADD CONSTRAINT ... REFERENCES auth.users (...)⟧")`],
    ["a sketch of an update", `op.execute("⟦UPDATE auth.users SET ...⟧")`],
  ];
  test.each(found)("%s", (_story, ...lines) => checkCase(rule, { severity: "error", source: upgradeOf(...lines) }));

  const silent: readonly [story: string, ...lines: string[]][] = [
    [
      "drops that pass without the schema",
      `op.execute("DROP TRIGGER IF EXISTS g ON auth.users; DROP TABLE IF EXISTS auth.t")`,
    ],
    ["a function that may not be there", `op.execute("DROP FUNCTION IF EXISTS auth.f(auth.kind)")`],
    ["a change of what may not be there", `op.execute("ALTER TABLE IF EXISTS auth.users ADD COLUMN a auth.kind")`],
    [
      "a column's drop where the table may not be there",
      `op.execute("ALTER TABLE IF EXISTS auth.users DROP COLUMN IF EXISTS a")`,
    ],
    ["a rename of what may not be there", `op.execute("ALTER TABLE IF EXISTS auth.users RENAME TO b")`],
    ["a sketch of a drop", `op.execute("DROP TRIGGER IF EXISTS ... ON auth.users")`],
    ["the condition of a join", `op.execute("SELECT ... FROM a JOIN b ON a.id = b.id")`],
    ["aliases and columns", `op.execute("UPDATE t SET a = u.b FROM users u WHERE u.id = t.id")`],
    ["a common table expression", `op.execute("WITH auth AS (SELECT 1 AS a) INSERT INTO t SELECT auth.a FROM auth")`],
    ["excluded", `op.execute("INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = excluded.a")`],
    ["PostgreSQL's own", `op.execute("SELECT pg_catalog.now() FROM pg_catalog.pg_class, information_schema.tables")`],
    ["temporary tables", `op.execute("CREATE TABLE pg_temp.t (id int)")`],
    ["public", `op.execute("CREATE TABLE public.t (id int)")`],
    [
      "the body of a function",
      `op.execute("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM auth.users; NEW.a = 1; RETURN NEW; END $$")`,
    ],
    ["a search path", `op.execute("SET search_path TO auth, public")`],
    ["a look", `op.get_bind().execute(sa.text("SELECT to_regclass('auth.users')")).scalar()`],
    ["a schema that can't be known", `op.execute(f"CREATE TABLE {context.schema}.t (id int)")`],
    ["schema=None", "op.create_index('ix', 't', ['a'], schema=None)"],
    ["created before", `op.execute("CREATE SCHEMA IF NOT EXISTS auth")`, `op.execute("CREATE TABLE auth.t (id int)")`],
    ["created in one statement", `op.execute("CREATE SCHEMA auth CREATE TABLE auth.t (id int)")`],
    ["created by construct", "op.execute(sa.schema.CreateSchema('auth'))", "op.drop_table('t', schema='auth')"],
    [
      "a schema of unknown name created before",
      `op.execute(f"CREATE SCHEMA {name}")`,
      `op.execute("DROP TABLE auth.t")`,
    ],
    ["renamed before", `op.execute("ALTER SCHEMA public RENAME TO auth; DROP TABLE auth.t")`],
    [
      "what can't be looked into ran before",
      "from app.db import prepare",
      "prepare(op)",
      `op.execute("DROP TABLE auth.t")`,
    ],
    [
      "an extension brings it",
      `op.execute("CREATE EXTENSION IF NOT EXISTS pg_cron")`,
      `op.execute("SELECT cron.schedule('a', '* * * * *', 'b')")`,
    ],
    [
      "checked by the catalog",
      `conn = op.get_bind()`,
      `if conn.execute(sa.text("SELECT 1 FROM pg_namespace WHERE nspname = 'auth'")).scalar():`,
      `    op.execute("DROP TABLE auth.t")`,
    ],
    [
      "a table of it checked",
      `conn = op.get_bind()`,
      `if conn.execute(sa.text("SELECT to_regclass('auth.users')")).scalar() is None:`,
      `    return`,
      `op.execute("CREATE TRIGGER g AFTER INSERT ON auth.users EXECUTE FUNCTION f()")`,
    ],
    [
      "a table of its name checked in any schema",
      `conn = op.get_bind()`,
      `if conn.execute(sa.text("SELECT 1 FROM information_schema.tables WHERE table_name = 'users'")).scalar():`,
      `    op.execute("CREATE TRIGGER g AFTER INSERT ON auth.users EXECUTE FUNCTION f()")`,
    ],
    [
      "checked by the inspector",
      "if 'auth' in sa.inspect(op.get_bind()).get_schema_names():",
      "    op.drop_table('t', schema='auth')",
    ],
    [
      "checked by a helper",
      "from app.db import schema_exists",
      "if schema_exists('auth'):",
      "    op.drop_table('t', schema='auth')",
    ],
    [
      "it raises where the schema is missing",
      `conn = op.get_bind()`,
      `if not conn.execute(sa.text("SELECT to_regnamespace('auth')")).scalar():`,
      `    raise RuntimeError('no auth')`,
      `op.drop_table('t', schema='auth')`,
    ],
    [
      "a DO block catches it",
      `op.execute("DO $$ BEGIN DROP TABLE auth.t; EXCEPTION WHEN invalid_schema_name THEN NULL; END $$")`,
    ],
    [
      "a DO block catches the missing table",
      `op.execute("DO $$ BEGIN DELETE FROM auth.t; EXCEPTION WHEN undefined_table THEN NULL; END $$")`,
    ],
    [
      "a DO block checks",
      `op.execute("DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'auth') THEN DROP TABLE auth.t; END IF; END $$")`,
    ],
    [
      "in a savepoint whose error is caught",
      "try:",
      "    with op.get_bind().begin_nested():",
      `        op.execute("DROP TABLE auth.t")`,
      "except Exception:",
      "    pass",
    ],
    ["on another database", "sa.create_engine('postgresql://x').connect().execute(sa.text('DROP TABLE auth.t'))"],
    ["for another dialect", "if op.get_bind().dialect.name == 'mysql':", "    op.execute('DROP TABLE auth.t')"],
  ];
  test.each(silent)("silent: %s", (_story, ...lines) => checkCase(rule, { source: upgradeOf(...lines) }));
});

describe("what is known around it", () => {
  const source = upgradeOf(`op.execute("DROP TABLE auth.t")`);
  const marked = upgradeOf(`op.execute("⟦DROP TABLE auth.t⟧")`);
  const first = (body: string) => ({
    "a.py": `from alembic import op\nimport sqlalchemy as sa\nrevision = "a"\ndown_revision = None\n\n\ndef upgrade():\n    ${body}\n`,
  });

  test("known-schemas", () => checkCase(rule, { source, settings: { knownSchemas: ["public", "auth"] } }));
  test("public, where it is not among them", () =>
    checkCase(rule, { source: upgradeOf(`op.execute("⟦DROP TABLE public.t⟧")`), settings: { knownSchemas: [] } }));
  test("env.py creates it", () => checkCase(rule, { source, context: inEnvironment({ schemas: ["auth"] }) }));
  test("env.py may create others", () => checkCase(rule, { source, context: inEnvironment({ schemas: null }) }));
  test("migrations beside it, which no env.py tells the order of, may create it", () =>
    checkCase(rule, { source, context: { ...withHelper, unreadNeighbours: true } }));
  test("env.py creates another", () =>
    checkCase(rule, { source: marked, context: inEnvironment({ schemas: ["app"] }) }));

  const context = inEnvironment({});
  test.each([
    ["an earlier revision creates it", `op.execute("CREATE SCHEMA auth")`],
    ["an earlier revision uses it", `op.create_table("x", sa.Column("id", sa.Integer), schema="auth")`],
    ["an earlier revision can't be read", "op.execute(sql())"],
    [
      "an earlier revision refers to it",
      `op.create_table("x", sa.Column("u", sa.Uuid(), sa.ForeignKey("auth.users.id")))`,
    ],
    ["an earlier revision brings an extension that may bring it", `op.execute("CREATE EXTENSION supabase_auth")`],
  ])("silent: %s", (_story, body) => checkCase(rule, { source, context, others: first(body) }));
  test("env.py can't be read", () => checkCase(rule, { source, context: inEnvironment(null), others: first("pass") }));
  test("no revision creates it", () => checkCase(rule, { source: marked, context, others: first("pass") }));
  test.each([
    ["refers to it", `op.create_table("x", sa.Column("u", sa.Uuid(), sa.ForeignKey("auth.users.id")))`],
    ["uses it", `op.create_table("x", sa.Column("u", sa.Integer), schema="auth")`],
  ])("an earlier revision %s only where it is there", (_story, body) =>
    checkCase(rule, {
      source: marked,
      context,
      others: first(
        `if op.get_bind().execute(sa.text("SELECT 1 FROM pg_namespace WHERE nspname = 'auth'")).scalar():\n        ${body}`,
      ),
    }),
  );
  test("an earlier revision drops it again", () =>
    checkCase(rule, { source: marked, context, others: first(`op.execute("CREATE SCHEMA auth; DROP SCHEMA auth")`) }));
  test("an earlier revision brings the extension", () =>
    checkCase(rule, {
      source: upgradeOf(`op.execute("SELECT cron.unschedule('a')")`),
      context,
      others: first(`op.execute("CREATE EXTENSION pg_cron")`),
    }));

  test("downgrade, where upgrade creates it", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    op.execute("CREATE SCHEMA auth")\n\n\ndef downgrade():\n    op.execute("DROP TABLE auth.t; DROP SCHEMA auth")\n`,
      ),
    }));
  test("downgrade, where upgrade skips what needs it", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    if op.get_bind().execute(sa.text("SELECT to_regnamespace('auth')")).scalar():
        op.execute("CREATE TABLE auth.t (id int)")


def downgrade():
    op.execute("⟦DROP TABLE auth.t⟧")
`),
    }));

  test("its message says what is checked instead", async () => {
    const checked = upgradeOf(
      "conn = op.get_bind()",
      `if conn.execute(sa.text("SELECT 1 FROM pg_namespace WHERE nspname = 'auth'")).scalar():`,
      `    op.execute("DROP TABLE audit.t")`,
    );
    const [finding] = findingsOf(await engine(), checked).filter((each) => each.rule === rule);
    expect(finding?.message).toBe(
      "Schema audit is used here, but what is checked before is schema auth: where schema audit is missing, the migration fails. Check that schema audit exists.",
    );
    const condition = `conn.execute(sa.text("SELECT 1 FROM pg_namespace WHERE nspname = 'auth'")).scalar()`;
    const start = checked.indexOf(condition);
    expect(finding?.related).toEqual([
      { message: "Here, schema auth is checked", place: { start, end: start + condition.length } },
    ]);
  });
  test("a gate is no check", () =>
    checkCase(rule, { source: upgradeOf("if settings.SUPABASE:", `    op.execute("⟦DROP TABLE auth.t⟧")`) }));
});

/** The guideline's look, in a function that is indented by four blanks. */
function look(variable: string, what: string, connection = "conn"): string {
  return `    # Check if schema exists before ${what}
    ${variable} = ${connection}.execute(
        sa.text("""
            SELECT EXISTS(
                SELECT 1 FROM information_schema.schemata 
                WHERE schema_name = 'auth'
            );
        """)
    ).scalar()
    
`;
}

describe("its fix", () => {
  test("returns where all that follows needs the schema", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    conn = op.get_bind()
    # What users may do.
    ⟦op.create_table⟧('grants', sa.Column('id', sa.Integer), schema='auth')
    op.create_index('ix', 'grants', ['id'], schema='auth')
`),
      unsafe: true,
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    
${look("result", "creating table and index")}    if not result:
        print("⚠️  Schema 'auth' does not exist. Skipping table and index creation.")
        return
    
    # Now safe to create table and index
    # What users may do.
    op.create_table('grants', sa.Column('id', sa.Integer), schema='auth')
    op.create_index('ix', 'grants', ['id'], schema='auth')
`),
    }));

  test("nests what needs the schema where other work follows", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.execute("""
        ⟦CREATE TRIGGER g AFTER INSERT ON auth.users⟧
        EXECUTE FUNCTION f()
    """)
    op.execute("COMMENT ON TABLE auth.users IS 'x'")  # seen by all
    op.drop_table('old')
`),
      unsafe: true,
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    
${look("schema_exists", "using it")}    if schema_exists:
        # Now safe to use it
        op.execute("""
        CREATE TRIGGER g AFTER INSERT ON auth.users
        EXECUTE FUNCTION f()
    """)
        op.execute("COMMENT ON TABLE auth.users IS 'x'")  # seen by all
    else:
        print("⚠️  Schema 'auth' does not exist. Skipping what needs it.")
    op.drop_table('old')
`),
    }));

  test("nests each row of statements, with one look", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.execute("⟦DROP TABLE auth.a⟧")
    op.execute("DROP TABLE auth.b")
    op.drop_table('one')
    op.execute("DROP TABLE auth.c")
    op.execute("DROP TABLE auth.d")
    op.drop_table('two')
    op.execute("DROP TABLE auth.e")
`),
      unsafe: true,
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    
${look("schema_exists", "dropping table")}    if schema_exists:
        # Now safe to drop table
        op.execute("DROP TABLE auth.a")
        op.execute("DROP TABLE auth.b")
    else:
        print("⚠️  Schema 'auth' does not exist. Skipping table removal.")
    op.drop_table('one')
    if schema_exists:
        op.execute("DROP TABLE auth.c")
        op.execute("DROP TABLE auth.d")
    op.drop_table('two')
    if schema_exists:
        op.execute("DROP TABLE auth.e")
`),
    }));

  test("leaves out what is done to what it leaves out", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    ⟦op.create_table⟧('invites', sa.Column('u', sa.Uuid(), sa.ForeignKey('auth.users.id')))
    op.create_index('ix', 'invites', ['u'])
    op.drop_table('old')
    op.execute("ALTER TABLE invites ENABLE ROW LEVEL SECURITY")
    op.execute("CREATE VIEW v AS SELECT * FROM invites")
    op.drop_table('older')
    op.execute("INSERT INTO t SELECT * FROM v")
`),
      unsafe: true,
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    
${look("schema_exists", "using it")}    if schema_exists:
        # Now safe to use it
        op.create_table('invites', sa.Column('u', sa.Uuid(), sa.ForeignKey('auth.users.id')))
        op.create_index('ix', 'invites', ['u'])
    else:
        print("⚠️  Schema 'auth' does not exist. Skipping what needs it.")
    op.drop_table('old')
    if schema_exists:
        op.execute("ALTER TABLE invites ENABLE ROW LEVEL SECURITY")
        op.execute("CREATE VIEW v AS SELECT * FROM invites")
    op.drop_table('older')
    if schema_exists:
        op.execute("INSERT INTO t SELECT * FROM v")
`),
    }));

  test("stands before the check of something in the schema", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regtype('auth.mood') IS NOT NULL")).scalar():
        op.execute("⟦CREATE TYPE auth.mood AS ENUM ('a')⟧")
    op.execute("ALTER TABLE people ADD COLUMN mood auth.mood")
`),
      unsafe: true,
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    
${look("result", "creating type and column")}    if not result:
        print("⚠️  Schema 'auth' does not exist. Skipping type and column creation.")
        return
    
    # Now safe to create type and column
    if not conn.execute(sa.text("SELECT to_regtype('auth.mood') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE auth.mood AS ENUM ('a')")
    op.execute("ALTER TABLE people ADD COLUMN mood auth.mood")
`),
    }));

  test("stays in a branch that does other work too", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    if settings.FULL:
        op.drop_table('t')
        op.execute("⟦DROP TABLE auth.t⟧")
`),
      unsafe: true,
      fixed: migration(`def upgrade():
    if settings.FULL:
        op.drop_table('t')
        conn = op.get_bind()
        
${look("schema_exists", "dropping table").replaceAll(/^(?=.)/gm, "    ")}        if schema_exists:
            # Now safe to drop table
            op.execute("DROP TABLE auth.t")
        else:
            print("⚠️  Schema 'auth' does not exist. Skipping table removal.")
`),
    }));

  test("takes other names where its own are in use", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    conn, result = connect(), 1
    op.execute("⟦DROP TABLE auth.t⟧")
`),
      unsafe: true,
      fixed: migration(`def upgrade():
    conn, result = connect(), 1
    
${look("schema_exists", "dropping table", "op.get_bind()")}    if not schema_exists:
        print("⚠️  Schema 'auth' does not exist. Skipping table removal.")
        return
    
    # Now safe to drop table
    op.execute("DROP TABLE auth.t")
`),
    }));

  test("keeps CRLF", async () => {
    const source = upgradeOf(`op.execute("DROP TABLE auth.t")`).replaceAll("\n", "\r\n");
    const finding = findingsOf(await engine(), source).find((each) => each.rule === rule);
    const fixed = applyEdits(source, finding?.fix?.edits ?? []);
    expect(fixed).toContain("\r\n    if not result:\r\n");
    expect(fixed.replaceAll("\r\n", "")).not.toContain("\n");
  });

  test("takes in the whole loop, or the whole batch", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    with op.batch_alter_table('users', schema='auth') as batch_op:
        ⟦batch_op.drop_column⟧('a')
`),
      unsafe: true,
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    
${look("result", "dropping column")}    if not result:
        print("⚠️  Schema 'auth' does not exist. Skipping column removal.")
        return
    
    # Now safe to drop column
    with op.batch_alter_table('users', schema='auth') as batch_op:
        batch_op.drop_column('a')
`),
    }));

  test("does not return from a local function, nor from a branch", () =>
    checkCase(rule, {
      source: migration(`def drop():
    op.execute("⟦DROP TABLE auth.t⟧")


def upgrade():
    drop()
`),
      unsafe: true,
      fixed: migration(`def drop():
    conn = op.get_bind()
    
${look("schema_exists", "dropping table")}    if schema_exists:
        # Now safe to drop table
        op.execute("DROP TABLE auth.t")
    else:
        print("⚠️  Schema 'auth' does not exist. Skipping table removal.")


def upgrade():
    drop()
`),
    }));

  test("is a DO block where the settings say so", () =>
    checkCase(rule, {
      source: upgradeOf(`op.execute("⟦CREATE VIEW v AS SELECT * FROM auth.users⟧")`),
      settings: { guardStyle: "do-block" },
      unsafe: true,
      fixed: upgradeOf(
        `op.execute("DO $$ BEGIN CREATE VIEW v AS SELECT * FROM auth.users; EXCEPTION WHEN invalid_schema_name OR undefined_table THEN NULL; END $$")`,
      ),
    }));

  test("may look for the table instead", () =>
    checkCase(rule, {
      source: upgradeOf(`op.execute("⟦CREATE TRIGGER g AFTER INSERT ON auth.users EXECUTE FUNCTION f()⟧")`),
      alternatives: [
        migration(`def upgrade():
    conn = op.get_bind()
    
    # Check if table exists before creating trigger
    result = conn.execute(sa.text("SELECT to_regclass('auth.users') IS NOT NULL")).scalar()
    
    if not result:
        print("⚠️  Table 'auth.users' does not exist. Skipping trigger creation.")
        return
    
    # Now safe to create trigger
    op.execute("CREATE TRIGGER g AFTER INSERT ON auth.users EXECUTE FUNCTION f()")
`),
      ],
    }));

  test.each<[string, ...string[]]>([
    ["in a loop over schemas", "for s in ('auth', 'audit'):", `    op.execute(f"⟦DROP TABLE {s}.t⟧")`],
    ["with other work in one call", `op.execute("⟦DROP TABLE auth.t⟧; DROP TABLE t")`],
    [
      "before an assignment that does other work",
      `rows = op.get_bind().execute("⟦SELECT id FROM auth.users⟧")`,
      `gone = op.get_bind().execute("DELETE FROM t")`,
    ],
    ["of what is used elsewhere", `rows = op.get_bind().execute("⟦SELECT id FROM auth.users⟧")`, "op.drop_table('t')"],
    ["in a DO block", `op.execute("DO $$ BEGIN ⟦DROP TABLE auth.users⟧; END $$")`],
  ])("there is none %s", (_story, ...lines) =>
    checkCase(rule, { source: upgradeOf(...lines), unsafe: true, fixed: null }),
  );

  test("ten schemas of one statement are looked for in turn, for more there is no fix", async () => {
    const joins = (count: number) =>
      upgradeOf(
        `op.execute("CREATE OR REPLACE VIEW v AS SELECT 1 FROM a ${Array.from({ length: count }, (_, n) => `JOIN s${n}.t USING (c)`).join(" ")}")`,
      );
    const loaded = await engine();
    const findings = (count: number) => findingsOf(loaded, joins(count)).filter((each) => each.rule === rule);
    const [ten, ...others] = findings(10);
    expect(others).toEqual([]);
    expect(ten?.message).toContain("Schema s0 is used here");
    expect(ten?.fix?.message).toBe("Check first whether schema s0 exists");
    const [eleven] = findings(11);
    expect(eleven).toMatchObject({ start: ten?.start, fix: null, alternatives: [] });
  });
});
