import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { migration } from "../../rule-case.ts";
import { linesOf, scriptOf } from "./directive-lines.ts";

/** A SQL text, and its operations as lines. */
type Case = [sql: string, lines: string[]];

async function check(sql: string, expected: readonly string[]): Promise<void> {
  expect(await linesOf(`op.execute(${JSON.stringify(sql)})`)).toEqual(expected);
}

describe("tables", () => {
  test.each<Case>([
    ["CREATE TABLE t (a int)", ["create table t: a int4 null"]],
    ["CREATE TABLE IF NOT EXISTS s.t (a int)", ["create table s.t if not exists: a int4 null"]],
    ["CREATE TEMP TABLE t (a int)", ["create table t temporary: a int4 null"]],
    ["CREATE TABLE t AS SELECT 1", ["create table t from query: "]],
    ["CREATE TEMP TABLE IF NOT EXISTS t AS SELECT 1", ["create table t if not exists temporary from query: "]],
    ["SELECT 1 INTO TEMP t", ["create table t temporary from query: "]],
    ["CREATE TABLE p PARTITION OF s.t FOR VALUES IN (1)", ["create table p of s.t: "]],
    ["CREATE TABLE p (LIKE t) INHERITS (q)", ["create table p: "]],
    ["CREATE FOREIGN TABLE t (a int) SERVER x", ["create foreign table t: a int4 null"]],
    ["DROP TABLE a, s.b CASCADE", ["drop table a cascade", "drop table s.b cascade"]],
    ["DROP TABLE IF EXISTS a", ["drop table a if exists"]],
    ["ALTER TABLE IF EXISTS s.t RENAME TO u", ["rename table s.t to u if exists"]],
    ["ALTER TABLE t SET SCHEMA s", ["alter table t: schema s"]],
    ["TRUNCATE a, s.b", ["truncate a", "truncate s.b"]],
    ["LOCK TABLE a, b", ["LOCK of table a", "LOCK of table b"]],
    ['CREATE TABLE "My Table" ("Select" int)', ["create table My Table: Select int4 null"]],
  ])("%s", check);
});

describe("columns and their types", () => {
  test.each<[string, string]>([
    ["varchar(50)", "a varchar(50) null"],
    ["character varying(50)", "a varchar(50) null"],
    ["character(3)", "a bpchar(3) null"],
    ["numeric(10, 2)[]", "a numeric(10, 2)[] null"],
    ["timestamp with time zone", "a timestamptz null"],
    ["timestamp(3)", "a timestamp(3) null"],
    ["double precision", "a float8 null"],
    ["boolean", "a bool null"],
    ["pg_catalog.int4", "a int4 null"],
    ['app."Mood"', "a app.Mood null"],
    ["bigserial", "a bigserial not null"],
    ["serial", "a serial not null"],
    ["int NOT NULL", "a int4 not null"],
    ["int NULL", "a int4 null"],
    ["int PRIMARY KEY", "a int4 not null {primary key (a)}"],
    ["int GENERATED ALWAYS AS IDENTITY", "a int4 not null identity"],
    ["int GENERATED ALWAYS AS (b * 2) STORED", "a int4 null stored"],
    ["int UNIQUE CHECK (a > 0)", "a int4 null {unique (a)} {check a > 0}"],
    ["int CONSTRAINT fk REFERENCES s.p(id) ON DELETE CASCADE", "a int4 null {foreign key fk (a) -> s.p(id)}"],
    ["int REFERENCES p", "a int4 null {foreign key (a) -> p()}"],
    ["text COLLATE \"C\" DEFAULT '' NOT NULL", "a text not null default ''"],
    ["int DEFAULT -1", "a int4 null default -1"],
    ["text DEFAULT 'x'::character varying NOT NULL", "a text not null default 'x'::character varying"],
    ["timestamptz DEFAULT now() NOT NULL", "a timestamptz not null default now()"],
    ["timestamptz DEFAULT CURRENT_TIMESTAMP", "a timestamptz null default CURRENT_TIMESTAMP"],
    ["timestamp DEFAULT (now() AT TIME ZONE 'utc')", "a timestamp null default now() AT TIME ZONE 'utc'"],
    ["jsonb DEFAULT '{}'::jsonb", "a jsonb null default '{}'::jsonb"],
    ["text DEFAULT 'é😀' || 'ß' UNIQUE", "a text null default 'é😀' || 'ß' {unique (a)}"],
    ["int[] DEFAULT ARRAY[1, 2] NOT NULL", "a int4[] not null default ARRAY[1, 2]"],
    [
      "int DEFAULT CASE WHEN true THEN 1 ELSE 2 END NOT NULL",
      "a int4 not null default CASE WHEN true THEN 1 ELSE 2 END",
    ],
    ["bool DEFAULT (1 + 2) * 3 > 4", "a bool null default (1 + 2) * 3 > 4"],
    ["int DEFAULT NULL", "a int4 null default NULL"],
  ])("%s", (written, line) => check(`ALTER TABLE t ADD COLUMN a ${written}`, [`create column t.a: ${line}`]));

  test.each<Case>([
    [
      "CREATE TABLE t (a int, b int, CONSTRAINT pk PRIMARY KEY (a), UNIQUE (a, b), FOREIGN KEY (b) REFERENCES p (x), EXCLUDE USING gist (b WITH &&), CHECK (b <> a))",
      [
        "create table t: a int4 not null; b int4 null; primary key pk (a); unique (a, b); foreign key (b) -> p(x); exclude (b); check b <> a",
      ],
    ],
  ])("%s", check);
});

describe("ALTER TABLE", () => {
  test.each<Case>([
    [
      "ALTER TABLE s.t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN IF EXISTS b CASCADE",
      ["create column s.t.a if not exists: a int4 null", "drop column s.t.b if exists cascade"],
    ],
    [
      "ALTER TABLE t ALTER a TYPE numeric(5, 1) USING a::text::numeric * 100, ALTER b TYPE text",
      ["alter column t.a: type numeric(5, 1) using a::text::numeric * 100", "alter column t.b: type text"],
    ],
    [
      "ALTER TABLE IF EXISTS t ALTER a SET NOT NULL, ALTER a DROP NOT NULL",
      ["alter column t.a: nullable if exists false", "alter column t.a: nullable if exists true"],
    ],
    [
      "ALTER TABLE t ALTER a SET DEFAULT 'x', ALTER a DROP DEFAULT",
      ["alter column t.a: default 'x'", "alter column t.a: default none"],
    ],
    [
      "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID, VALIDATE CONSTRAINT ck, DROP CONSTRAINT IF EXISTS ck",
      [
        "create constraint ck on t: check ck a > 0 not valid",
        "alter constraint ck on t: validate",
        "drop constraint ck on t if exists",
      ],
    ],
    [
      "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s.u (b), ADD UNIQUE USING INDEX ix",
      ["create constraint on t: foreign key (a) -> s.u(b)", "create constraint on t: unique using ix"],
    ],
    [
      "ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY, ALTER a SET GENERATED BY DEFAULT, ALTER a DROP IDENTITY IF EXISTS",
      ["alter column t.a: identity add", "alter column t.a: identity set", "alter column t.a: identity if exists drop"],
    ],
    ["ALTER TABLE t ATTACH PARTITION s.p FOR VALUES IN (1)", ["alter table t: attach partition s.p"]],
    ["ALTER TABLE t DETACH PARTITION p CONCURRENTLY", ["alter table t: detach partition p concurrently"]],
    ["ALTER TABLE t DETACH PARTITION p", ["alter table t: detach partition p"]],
    [
      "ALTER TABLE t ENABLE ROW LEVEL SECURITY, OWNER TO x, SET (fillfactor = 70), ALTER a SET STATISTICS 100, DISABLE TRIGGER ALL",
      [
        "alter table t: ENABLE ROW LEVEL SECURITY",
        "alter table t: OWNER TO",
        "alter table t: SET",
        "alter column t.a: SET STATISTICS",
        "alter table t: DISABLE TRIGGER ALL",
      ],
    ],
    ["ALTER TABLE t REPLICA IDENTITY FULL", ["alter table t: REPLICA IDENTITY"]],
    ["ALTER TYPE c ADD ATTRIBUTE a int", ["alter type c: ADD ATTRIBUTE"]],
    ["ALTER VIEW v ALTER a SET DEFAULT 1", ["alter column v.a: default 1"]],
  ])("%s", check);
});

describe("types", () => {
  test.each<Case>([
    ["CREATE TYPE s.mood AS ENUM ('a', 'b')", ["create type s.mood: a | b"]],
    ["CREATE TYPE mood AS ENUM ()", ["create type mood: "]],
    ["CREATE TYPE c AS (a int)", ["create type c"]],
    ["CREATE TYPE r AS RANGE (subtype = int)", ["create type r"]],
    ["CREATE DOMAIN s.d AS int CHECK (VALUE > 0)", ["create domain s.d"]],
    ["DROP TYPE IF EXISTS s.mood CASCADE", ["drop type s.mood if exists cascade"]],
    ["DROP DOMAIN d", ["drop domain d"]],
    ["ALTER TYPE mood ADD VALUE IF NOT EXISTS 'c' BEFORE 'b'", ["add value c to enum mood if not exists before b"]],
    ["ALTER TYPE s.mood RENAME VALUE 'a' TO 'z'", ["rename value a of enum s.mood to z"]],
    ["ALTER TYPE mood DROP VALUE 'a'", ["drop value a of enum mood"]],
    ["ALTER TYPE s.mood RENAME TO mood_old", ["rename type s.mood to mood_old"]],
    ["ALTER TYPE mood SET SCHEMA s", ["alter type mood: schema s"]],
    ["ALTER DOMAIN d ADD CONSTRAINT ck CHECK (VALUE > 0)", ["create constraint ck on d: check ck VALUE > 0"]],
    ["ALTER DOMAIN d DROP CONSTRAINT IF EXISTS ck", ["drop constraint ck on d if exists"]],
    ["ALTER DOMAIN d SET NOT NULL", ["alter domain d: nullable false"]],
    ["ALTER DOMAIN d SET DEFAULT 1", ["alter domain d: default 1"]],
    ["ALTER DOMAIN d RENAME CONSTRAINT a TO b", ["rename constraint a on d to b"]],
  ])("%s", check);
});

describe("indexes", () => {
  test.each<Case>([
    ["CREATE INDEX i ON s.t (a, lower(b))", ["create index i on s.t: btree(a, ?)"]],
    [
      "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin (a) WHERE (b IS NULL) AND c IN ('x')",
      ["create index i on t if not exists: gin(a) unique concurrently where (b IS NULL) AND c IN ('x')"],
    ],
    ["CREATE INDEX ON t (a)", ["create index on t: btree(a)"]],
    ["DROP INDEX CONCURRENTLY IF EXISTS s.i", ["drop index s.i if exists concurrently"]],
    ["ALTER INDEX IF EXISTS i RENAME TO j", ["rename index i to j if exists"]],
    ["REINDEX INDEX CONCURRENTLY s.i", ["REINDEX INDEX of index s.i concurrently"]],
    ["REINDEX (CONCURRENTLY false) TABLE t", ["REINDEX TABLE of table t"]],
    ["REINDEX SCHEMA s", ["REINDEX SCHEMA of schema s"]],
  ])("%s", check);
});

describe("other objects", () => {
  test.each<Case>([
    ["CREATE SCHEMA IF NOT EXISTS s", ["create schema s if not exists"]],
    ["CREATE SCHEMA AUTHORIZATION x", ["create schema x"]],
    [
      "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1 CREATE INDEX i ON t (a)",
      ["create schema s", "create table s.t: a int4 null", "create view s.v", "create index i on s.t: btree(a)"],
    ],
    ["CREATE OR REPLACE VIEW s.v AS SELECT 1", ["create view s.v or replace"]],
    ["CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1", ["create materialized view v if not exists"]],
    ["CREATE SEQUENCE IF NOT EXISTS s.q", ["create sequence s.q if not exists"]],
    ["CREATE EXTENSION IF NOT EXISTS vector SCHEMA s", ["create extension vector if not exists"]],
    [
      "CREATE OR REPLACE FUNCTION s.f(a int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN DROP TABLE x; RETURN 1; END $$",
      ["create function s.f or replace"],
    ],
    ["CREATE PROCEDURE p() LANGUAGE sql AS 'DROP TABLE x'", ["create procedure p"]],
    ["CREATE TRIGGER g AFTER INSERT ON auth.users EXECUTE FUNCTION f()", ["create trigger g on auth.users"]],
    ["CREATE OR REPLACE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()", ["create trigger g on t or replace"]],
    ["CREATE POLICY p ON s.t USING (true)", ["create policy p on s.t"]],
    ["CREATE RULE r AS ON INSERT TO t DO NOTHING", ["create rule r on t"]],
    ["CREATE AGGREGATE s.a(int) (sfunc = f, stype = int)", ["create aggregate s.a"]],
    ["CREATE OPERATOR s.@@ (procedure = f)", ["create operator s.@@"]],
    ["CREATE CAST (a AS b) WITHOUT FUNCTION", ["create cast a AS b"]],
    ["CREATE COLLATION IF NOT EXISTS c (locale = 'x')", ["create collation c if not exists"]],
    ["CREATE STATISTICS IF NOT EXISTS st ON a, b FROM t", ["create statistics st on t if not exists"]],
    ["CREATE PUBLICATION p FOR ALL TABLES", ["create publication p"]],
    ["CREATE SUBSCRIPTION u CONNECTION '' PUBLICATION p", ["create subscription u"]],
    ["CREATE ROLE r", ["create role r"]],
    ["CREATE DATABASE d", ["create database d"]],
    ["CREATE TABLESPACE d LOCATION '/x'", ["create tablespace d"]],
    ["CREATE SERVER x FOREIGN DATA WRAPPER y", ["create server x"]],
    ["CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION f()", ["create event trigger x"]],
    ["CREATE TEXT SEARCH DICTIONARY x (template = simple)", ["create other x"]],
    [
      "DROP FUNCTION IF EXISTS f(int), s.g CASCADE",
      ["drop function f if exists cascade", "drop function s.g if exists cascade"],
    ],
    ["DROP TRIGGER IF EXISTS g ON auth.users", ["drop trigger g on auth.users if exists"]],
    ["DROP POLICY p ON s.t", ["drop policy p on s.t"]],
    ["DROP RULE r ON t", ["drop rule r on t"]],
    ["DROP SCHEMA s CASCADE", ["drop schema s cascade"]],
    ["DROP EXTENSION a, b", ["drop extension a", "drop extension b"]],
    ["DROP CAST (a AS b)", ["drop cast a AS b"]],
    ["DROP ROLE IF EXISTS a, b", ["drop role a if exists", "drop role b if exists"]],
    ["DROP DATABASE IF EXISTS d", ["drop database d if exists"]],
    ["DROP SUBSCRIPTION u", ["drop subscription u"]],
    ["DROP OPERATOR CLASS s.c USING btree", ["drop other s.c"]],
    ["ALTER TABLE t RENAME COLUMN a TO b", ["rename column t.a to b"]],
    ["ALTER TABLE t RENAME CONSTRAINT a TO b", ["rename constraint a on t to b"]],
    ["ALTER SCHEMA a RENAME TO b", ["rename schema a to b"]],
    ["ALTER FUNCTION s.f(int) RENAME TO g", ["rename function s.f to g"]],
    ["ALTER TRIGGER a ON t RENAME TO b", ["rename trigger a on t to b"]],
    ["ALTER POLICY a ON t RENAME TO b", ["rename policy a on t to b"]],
    ["ALTER SEQUENCE IF EXISTS q RENAME TO r", ["rename sequence q to r if exists"]],
    ["ALTER SEQUENCE q OWNED BY t.a", ["alter sequence q: OWNED BY"]],
    ["ALTER FUNCTION f(int) SET SCHEMA s", ["alter function f: schema s"]],
    ["ALTER EXTENSION e SET SCHEMA s", ["alter extension e: schema s"]],
    ["ALTER EXTENSION e UPDATE", ["alter extension e: UPDATE"]],
    ["ALTER TYPE mood OWNER TO x", ["alter type mood: OWNER TO"]],
    ["COMMENT ON TABLE s.t IS 'x'", ["comment on table s.t: x"]],
    ["COMMENT ON COLUMN s.t.c IS NULL", ["comment on column s.t.c: none"]],
    ["COMMENT ON CONSTRAINT c ON s.t IS 'x'", ["comment on constraint c on s.t: x"]],
    ["COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x'", ["comment on constraint c on d: x"]],
    ["COMMENT ON FUNCTION s.f(int) IS 'x'", ["comment on function s.f: x"]],
  ])("%s", check);
});

describe("data", () => {
  test.each<Case>([
    [
      "INSERT INTO s.t (a, b) VALUES ('x', 1), ('y'::mood, now()) ON CONFLICT DO NOTHING",
      ["insert into s.t (a ?, b ?): (x, ?)(y, ?) on conflict"],
    ],
    ["INSERT INTO t SELECT * FROM u", ["insert into t (): ?"]],
    ["INSERT INTO t DEFAULT VALUES", ["insert into t (): ()"]],
    ["UPDATE s.t SET a = 1", ["update s.t"]],
    ["DELETE FROM t", ["delete t"]],
    ["MERGE INTO s.t USING u ON true WHEN MATCHED THEN DELETE", ["merge s.t"]],
    ["COPY s.t FROM '/x'", ["copy s.t"]],
    ["COPY t TO '/x'", ["query"]],
    ["SELECT setval('q', 1)", ["query"]],
    ["CALL p()", ["query"]],
    [
      "WITH gone AS (DELETE FROM a RETURNING *), n AS (SELECT 1) INSERT INTO b SELECT * FROM gone",
      ["delete a", "insert into b (): ?"],
    ],
    ["WITH x AS (INSERT INTO a VALUES ('v') RETURNING *) SELECT * FROM x", ["insert into a (): (v)", "query"]],
  ])("%s", check);
});

describe("commands", () => {
  test.each<Case>([
    ["REFRESH MATERIALIZED VIEW CONCURRENTLY s.v", ["REFRESH MATERIALIZED VIEW of materialized view s.v concurrently"]],
    ["VACUUM FULL a, s.b", ["VACUUM of table a", "VACUUM of table s.b"]],
    ["VACUUM", ["VACUUM"]],
    ["ANALYZE t", ["ANALYZE of table t"]],
    ["CLUSTER t USING i", ["CLUSTER of table t"]],
    ["GRANT SELECT ON s.t, u TO x", ["GRANT of table s.t", "GRANT of table u"]],
    ["GRANT SELECT ON ALL TABLES IN SCHEMA s TO x", ["GRANT of schema s"]],
    ["REVOKE ALL ON SCHEMA s FROM x", ["REVOKE of schema s"]],
    ["GRANT EXECUTE ON FUNCTION s.f(int) TO x", ["GRANT of function s.f"]],
    ["GRANT r TO x", ["GRANT of role r"]],
    ["ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO x", ["ALTER DEFAULT PRIVILEGES of schema s"]],
    ["SET LOCAL lock_timeout = '1s'", ["SET"]],
    ["SET ROLE x", ["SET ROLE"]],
    ["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", ["SET TRANSACTION"]],
    ["RESET ROLE", ["RESET"]],
    ["ALTER SYSTEM SET a = 1", ["ALTER SYSTEM"]],
    ["LISTEN x", ["LISTEN"]],
    ["CHECKPOINT", ["CHECKPOINT"]],
    ["ALTER COLLATION c REFRESH VERSION", ["ALTER COLLATION"]],
    ["BEGIN; COMMIT", ["begin (transaction control)", "commit (transaction control)"]],
  ])("%s", check);
});

describe("what Python puts in", () => {
  test.each<[string, string[]]>([
    [`op.execute(f"DROP TABLE {name}")`, ["drop table ?"]],
    [`op.execute(f"DROP TABLE {schema}.t")`, ["drop table ?.t"]],
    [`op.execute(f"DROP TABLE old_{name}")`, ["drop table ?"]],
    [`op.execute(f"CREATE TYPE mood AS ENUM ('a', '{value}')")`, ["create type mood: a | ?"]],
    [`op.execute(f"CREATE INDEX i ON t ({column})")`, ["create index i on t: btree(?)"]],
    [`op.execute(f"ALTER TABLE t ADD COLUMN a {kind} DEFAULT {value}")`, ["create column t.a: a ? null default ?"]],
    [`op.execute(f"ALTER TABLE t ADD COLUMN a varchar({n})")`, ["create column t.a: a varchar(?) null"]],
    [`op.execute(f"INSERT INTO t (a) VALUES ('{value}')")`, ["insert into t (a ?): (?)"]],
    [`op.execute(sa.text("INSERT INTO t (a) VALUES (:a)"))`, ["insert into t (a ?): (?)"]],
    [`for t in ("a", "b"):\n    op.execute(f"DROP TABLE {t}")`, ["drop table a", "drop table b"]],
    [`op.execute(f"DO $$ BEGIN ALTER TYPE {name} ADD VALUE {value!r}; END $$")`, ["add value ? to enum ?"]],
    [`op.execute("DROP TABLE a; CREATE TABEL b (; DROP TABLE c")`, ["drop table a", "broken sql", "drop table c"]],
    [`op.execute("ALTER TYPE mood ADD VALUE 'x' BEF")`, ["add value x to enum mood half typed"]],
    [
      `op.execute("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM t; DROP TABLE t; END $$; DROP TABLE u")`,
      ["create function f", "drop table u"],
    ],
  ])("%s", async (source, expected) => {
    expect(await linesOf(source)).toEqual(expected);
  });

  test("the expression that gives a name", async () => {
    const script = await scriptOf(`op.execute(f"DROP TABLE {schema}.{table}")`);
    const [operation] = script.operations;
    if (operation?.kind !== "drop") throw new Error("no drop");
    const written = [operation.object.schema, operation.object.name].map((operand) =>
      operand?.expression == null ? null : script.source.slice(operand.expression.start, operand.expression.end),
    );
    expect(written).toEqual(["schema", "table"]);
  });
});

test("each statement of a string has its own range", async () => {
  const script = await scriptOf(`op.execute("""\n    -- naïve 😀\n    DROP TABLE a; /* x */ DROP TABLE b\n""")`);
  expect(script.operations.map(({ start, end }) => script.source.slice(start, end))).toEqual([
    "DROP TABLE a",
    "DROP TABLE b",
  ]);
});

test.each<Case>([
  [
    "SELECT 'é'; ALTER TABLE t ADD COLUMN a text DEFAULT 'x' || 'y'",
    ["query", "create column t.a: a text null default 'x' || 'y'"],
  ],
  [
    "\n -- ü\n ALTER TABLE t ADD COLUMN a text DEFAULT 'x' || 'y'",
    ["create column t.a: a text null default 'x' || 'y'"],
  ],
])("expressions of a statement after others, comments and letters of several bytes: %j", check);

test("reading never throws, whatever becomes of the SQL", async () => {
  const loaded = await engine();
  const texts = [
    "ALTER TABLE s.t ADD COLUMN a varchar(5) DEFAULT ('x' || 'y') NOT NULL, ALTER b TYPE int USING b::int, ADD CONSTRAINT ck CHECK (a > 0)",
    "CREATE TABLE t (a int PRIMARY KEY, b mood DEFAULT 'é😀'::mood, UNIQUE (a)); INSERT INTO t VALUES ('x'), (NULL)",
    "DO $$ DECLARE r record; BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x') THEN CREATE TYPE x AS ENUM ('a'); END IF; FOR r IN SELECT 1 LOOP EXECUTE format('DROP %I', r.x); END LOOP; EXCEPTION WHEN OTHERS THEN NULL; END $$",
  ];
  const mutation = fc.record({
    text: fc.constantFrom(...texts),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(9),
    put: fc.constantFrom("", "(", ")", "'", "$$", ";", " ", "{x}", "é", "::", "%", "EXISTS", "\n", "--"),
  });
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const sql = mutations
        .map(({ text, at, length, put }) => {
          const from = Math.floor(at * text.length);
          return text.slice(0, from) + put + text.slice(from + length);
        })
        .join(";");
      const source = migration(`def upgrade():\n    op.execute(f${JSON.stringify(sql)})\n`);
      for (const { start, end } of loaded.read(source, true)?.operations ?? []) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(source.length);
      }
    }),
    { numRuns: 400 },
  );
});
