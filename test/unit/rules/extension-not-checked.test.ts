import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, inEnvironment, migration, upgradeOf, withHelper } from "../../rule-case.ts";

const rule = "extension-not-checked";
const context = inEnvironment({});
const settings = { knownSchemas: ["public", "extensions", "app"] };

/** One earlier revision, with this in its `upgrade`. */
function first(...lines: readonly string[]): Readonly<Record<string, string>> {
  const body = lines.map((line) => `    ${line}\n`).join("");
  return {
    "a.py": `from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\nrevision = "a"\ndown_revision = None\n\n\ndef upgrade():\n${body}`,
  };
}

const packages = `from sqlalchemy.dialects import postgresql
import geoalchemy2
import sqlalchemy_utils
from pgvector.sqlalchemy import Vector`;

function upgradeWith(...lines: readonly string[]): string {
  return migration(`def upgrade():\n${lines.map((line) => `    ${line}\n`).join("")}`, packages);
}

describe(rule, () => {
  const found: readonly [story: string, ...lines: string[]][] = [
    ["a type in SQL", `op.execute("⟦ALTER TABLE t ADD COLUMN c citext⟧")`],
    ["a type in CREATE TABLE", `op.execute("⟦CREATE TABLE t (c public.hstore[])⟧")`],
    ["a type in another schema", `op.execute("⟦CREATE TABLE t (c extensions.vector(3))⟧")`],
    ["a cast", `op.execute("⟦UPDATE t SET p = 'a.b'::ltree⟧")`],
    ["SQLAlchemy's type", "⟦op.add_column⟧('t', sa.Column('c', postgresql.HSTORE()))"],
    ["a class as type", "⟦op.create_table⟧('t', sa.Column('c', postgresql.CITEXT))"],
    ["a change of type", "⟦op.alter_column⟧('t', 'c', type_=postgresql.CITEXT())"],
    ["pgvector's type", "⟦op.add_column⟧('t', sa.Column('c', Vector(1536)))"],
    ["GeoAlchemy's type", "⟦op.add_column⟧('t', sa.Column('c', geoalchemy2.types.Geometry('POINT', srid=4326)))"],
    ["SQLAlchemy-Utils' type", "⟦op.add_column⟧('t', sa.Column('c', sqlalchemy_utils.LtreeType()))"],
    ["a function in SQL", `op.execute("⟦UPDATE t SET id = uuid_generate_v4()⟧")`],
    ["a function in a query", `op.execute("⟦SELECT crypt('a', gen_salt('bf'))⟧")`],
    ["a default", "⟦op.add_column⟧('t', sa.Column('id', sa.Uuid(), server_default=sa.text('uuid_generate_v4()')))"],
    ["a new default", "⟦op.alter_column⟧('t', 'id', server_default=sa.text('uuid_generate_v4()'))"],
    ["an operator class", `op.execute("⟦CREATE INDEX IF NOT EXISTS i ON t USING gin (a gin_trgm_ops)⟧")`],
    [
      "an operator class by directive",
      "⟦op.create_index⟧('i', 't', ['a'], postgresql_using='gin', postgresql_ops={'a': 'gin_trgm_ops'})",
    ],
    ["an access method", `op.execute("⟦CREATE INDEX IF NOT EXISTS i ON t USING hnsw (a)⟧")`],
    ["a geometry's function", `op.execute("⟦UPDATE t SET g = ST_SetSRID(ST_MakePoint(x, y), 4326)⟧")`],
    [
      "each extension once",
      `op.execute("⟦CREATE TABLE t (a citext, b citext)⟧; ⟦CREATE TABLE u (a citext, b hstore)⟧")`,
    ],
    [
      "another extension is created",
      `op.execute("CREATE EXTENSION IF NOT EXISTS hstore; ⟦CREATE TABLE t (a citext)⟧")`,
    ],
    ["created too late", `op.execute("⟦CREATE TABLE t (a citext)⟧; CREATE EXTENSION IF NOT EXISTS citext")`],
  ];
  test.each(found)("%s", (_story, ...lines) =>
    checkCase(rule, { severity: "warning", source: upgradeWith(...lines), context, settings, others: first("pass") }),
  );

  const silent: readonly [story: string, ...lines: string[]][] = [
    [
      "created before",
      `op.execute("CREATE EXTENSION IF NOT EXISTS citext")`,
      `op.execute("CREATE TABLE t (a citext)")`,
    ],
    ["PostgreSQL's own function", `op.execute("UPDATE t SET id = gen_random_uuid()")`],
    [
      "an extension that brings it",
      `op.execute("CREATE EXTENSION postgis_topology CASCADE; CREATE TABLE t (g geometry)")`,
    ],
    [
      "the project's own function of that name",
      `op.execute("CREATE FUNCTION unaccent(a text) RETURNS text LANGUAGE sql AS 'SELECT a'; SELECT unaccent('a')")`,
    ],
    ["the project's own type of that name", `op.execute("CREATE TYPE vector AS (x int); CREATE TABLE t (v vector)")`],
    ["a function of another schema", `op.execute("SELECT app.digest('a')")`],
    ["a drop", `op.execute("DROP FUNCTION IF EXISTS f(citext)")`],
    ["a column of that name", `op.execute("SELECT citext, hstore FROM t")`],
    [
      "the body of a function",
      `op.execute("CREATE FUNCTION f() RETURNS uuid LANGUAGE plpgsql AS $$ BEGIN RETURN uuid_generate_v4(); END $$")`,
    ],
    [
      "checked by the catalog",
      `if op.get_bind().execute(sa.text("SELECT 1 FROM pg_extension WHERE extname = 'citext'")).scalar():`,
      `    op.execute("CREATE TABLE t (a citext)")`,
    ],
    [
      "a DO block catches it",
      `op.execute("DO $$ BEGIN CREATE TABLE t (a citext); EXCEPTION WHEN undefined_object THEN NULL; END $$")`,
    ],
    [
      "in a savepoint whose error is caught",
      "try:",
      "    with op.get_bind().begin_nested():",
      `        op.execute("CREATE TABLE t (a citext)")`,
      "except Exception:",
      "    pass",
    ],
    [
      "what can't be looked into ran before",
      "from app.db import prepare",
      "prepare(op)",
      `op.execute("CREATE TABLE t (a citext)")`,
    ],
    ["the type that a column has had", "op.alter_column('t', 'c', existing_type=postgresql.CITEXT(), nullable=False)"],
    ["a btree index", `op.create_index("i", "t", ["a"], postgresql_ops={"a": "text_pattern_ops"})`],
  ];
  test.each(silent)("silent: %s", (_story, ...lines) =>
    checkCase(rule, { source: upgradeWith(...lines), context, settings, others: first("pass") }),
  );
});

describe("what is known around it", () => {
  const source = upgradeOf(`op.execute("CREATE TABLE t (a citext, id uuid DEFAULT uuid_generate_v4())")`);

  test.each([
    ["an earlier revision creates them", `op.execute('CREATE EXTENSION citext; CREATE EXTENSION "uuid-ossp"')`],
    ["an earlier revision can't be read", "op.execute(sql())"],
    ["an earlier table has them", `op.execute("CREATE TABLE x (a citext, id uuid DEFAULT uuid_generate_v4())")`],
    [
      "an earlier table has them by directive",
      `op.create_table("x", sa.Column("a", postgresql.CITEXT()), sa.Column("id", sa.Uuid(), server_default=sa.text("uuid_generate_v4()")))`,
    ],
  ])("silent: %s", (_story, body) => checkCase(rule, { source, context, others: first(body) }));

  test.each([
    ["of a table that is known", `op.create_table("t", sa.Column("a", sa.Text()))`],
    ["of another", "pass"],
  ])("silent: an earlier index %s was made with its operator class, even if it is gone", (_story, table) =>
    checkCase(rule, {
      source: upgradeOf(`op.execute("CREATE INDEX IF NOT EXISTS ix_b ON t USING gin (b gin_trgm_ops)")`),
      context,
      others: first(
        table,
        `op.create_index("ix_a", "t", ["a"], postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"})`,
        `op.drop_index("ix_a", "t")`,
      ),
    }),
  );

  test("nothing is known of other revisions", () => checkCase(rule, { source, context }));
  test("env.py can't be read", () => checkCase(rule, { source, context: withHelper, others: first("pass") }));
  test("env.py may create others", () =>
    checkCase(rule, { source, context: inEnvironment({ schemas: null }), others: first("pass") }));
  test("an earlier revision has dropped it", () =>
    checkCase(rule, {
      source: upgradeOf(`op.execute("⟦CREATE TABLE t (a citext)⟧")`),
      context,
      others: first(`op.execute("CREATE EXTENSION citext; DROP EXTENSION citext")`),
    }));
  test("downgrade uses what was there", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    pass\n\n\ndef downgrade():\n    op.execute("CREATE TABLE t (a citext)")\n`,
      ),
      context,
      others: first("pass"),
    }));

  test("its message", async () => {
    const findings = findingsOf(await engine(), source, { context, others: first("pass") });
    expect(findings.filter((each) => each.rule === rule).map(({ message }) => message)).toEqual([
      "Type citext belongs to extension citext, which no revision creates: on a database without it, the migration fails. Create the extension first.",
    ]);
  });
});

describe("its fix", () => {
  test("creates the extension before the statement", () =>
    checkCase(rule, {
      source: upgradeOf("# Ids.", `op.execute("⟦UPDATE t SET id = uuid_generate_v4()⟧")`),
      context,
      others: first("pass"),
      fixed: upgradeOf(
        "# Ids.",
        `op.execute('CREATE EXTENSION IF NOT EXISTS "uuid-ossp"')`,
        `op.execute("UPDATE t SET id = uuid_generate_v4()")`,
      ),
    }));
  test("there is none where the statement shares its line", () =>
    checkCase(rule, {
      source: upgradeOf(`op.execute("SELECT 1"); op.execute("⟦CREATE TABLE t (a citext)⟧")`),
      context,
      others: first("pass"),
      fixed: null,
    }));
});
