import { expect, test } from "vitest";
import type { DatabaseObject } from "../../../server/src/migration/database-object.ts";
import { valuesOf } from "../../../server/src/migration/statements/catalog-value.ts";
import { type Existence, existenceOf, listedBy } from "../../../server/src/migration/statements/existence-check.ts";
import { engine } from "../../engine.ts";

const values = valuesOf({ parts: [], segments: [], dynamic: false, driverParameters: false });

function show({ type, schema, table, name }: DatabaseObject): string {
  const parts = [schema, table, name].filter((part) => part !== null).map((part) => part.text ?? "?");
  return `${type} ${parts.join(".")}`;
}

function words(existences: readonly Existence[]): string {
  return existences.map(({ object, exists }) => (exists ? "" : "no ") + show(object)).join(", ");
}

async function select(sql: string) {
  const { parsers } = await engine();
  const parsed = parsers.postgres.parse(sql);
  const node = parsed.ok ? parsed.statements[0]?.node : undefined;
  if (node === undefined || !("SelectStmt" in node)) throw new Error(`no SELECT: ${sql}`);
  return node.SelectStmt;
}

const looks: readonly [sql: string, answer: string, whenTrue: string, whenFalse: string][] = [
  ["SELECT 1 FROM pg_type WHERE typname = 'mood'", "row", "type mood", "no type mood"],
  [
    "SELECT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood' AND typtype = 'e')",
    "boolean",
    "type mood",
    "no type mood",
  ],
  ["SELECT NOT EXISTS (SELECT FROM pg_type WHERE 'mood' = typname)", "boolean", "no type mood", "type mood"],
  [
    "SELECT 1 FROM pg_catalog.pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'mood' AND n.nspname = 'app'",
    "row",
    "type app.mood",
    "no type app.mood",
  ],
  [
    "SELECT 1 FROM pg_type t, pg_namespace n WHERE t.typnamespace = n.oid AND typname::text = 'mood'::text AND nspname = current_schema()",
    "row",
    "type mood",
    "no type mood",
  ],
  [
    "SELECT 1 FROM pg_type WHERE typname = 'mood' AND typnamespace = 'app'::regnamespace",
    "row",
    "type app.mood",
    "no type app.mood",
  ],
  ["SELECT 1 FROM pg_type WHERE oid = 'app.mood'::regtype", "row", "type app.mood", "no type app.mood"],
  [
    "SELECT 1 FROM pg_enum e JOIN pg_type t ON e.enumtypid = t.oid WHERE t.typname = 'mood' AND e.enumlabel = 'sad'",
    "row",
    "enum value mood.sad",
    "no enum value mood.sad",
  ],
  [
    "SELECT 1 FROM pg_enum WHERE enumlabel = 'sad' AND enumtypid = (SELECT oid FROM pg_type WHERE typname = 'mood')",
    "row",
    "enum value mood.sad",
    "no enum value mood.sad",
  ],
  [
    "SELECT 1 FROM pg_enum WHERE enumlabel = 'sad' AND enumtypid = 'app.\"Mood\"'::regtype",
    "row",
    "enum value app.Mood.sad",
    "no enum value app.Mood.sad",
  ],
  [
    "SELECT 'sad' IN (SELECT enumlabel FROM pg_enum WHERE enumtypid = 'mood'::regtype)",
    "boolean",
    "enum value mood.sad",
    "no enum value mood.sad",
  ],
  [
    "SELECT EXISTS (SELECT FROM information_schema.tables WHERE table_schema = 'auth' AND table_name = 'users' AND table_type = 'BASE TABLE')",
    "boolean",
    "table auth.users",
    "no table auth.users",
  ],
  [
    "SELECT column_name FROM information_schema.columns WHERE table_name='users' AND column_name='email'",
    "row",
    "column users.email",
    "no column users.email",
  ],
  ["SELECT 1 FROM information_schema.schemata WHERE schema_name = 'auth'", "row", "schema auth", "no schema auth"],
  ["SELECT COUNT(*) FROM information_schema.views WHERE table_name = 'v'", "number", "view v", "no view v"],
  ["SELECT count(*) > 0 FROM pg_views WHERE viewname = 'v'", "boolean", "view v", "no view v"],
  ["SELECT count(*) = 0 FROM pg_views WHERE viewname = 'v'", "boolean", "no view v", "view v"],
  [
    "SELECT (SELECT count(*) FROM pg_matviews WHERE matviewname = 'v') = 0",
    "boolean",
    "no materialized view v",
    "materialized view v",
  ],
  [
    "SELECT 1 FROM information_schema.triggers WHERE trigger_name = 'trg' AND event_object_table = 'users' AND event_object_schema = 'auth'",
    "row",
    "trigger auth.users.trg",
    "no trigger auth.users.trg",
  ],
  [
    "SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'fk' AND table_name = 'child' AND constraint_type = 'FOREIGN KEY'",
    "row",
    "constraint child.fk",
    "no constraint child.fk",
  ],
  [
    "SELECT 1 FROM information_schema.table_constraints tc JOIN information_schema.key_column_usage k ON tc.constraint_name = k.constraint_name WHERE tc.table_name = 'child' AND k.constraint_name = 'fk'",
    "row",
    "constraint child.fk",
    "no constraint child.fk",
  ],
  [
    "SELECT 1 FROM information_schema.constraint_column_usage WHERE table_name = 'parent' AND constraint_name = 'fk'",
    "row",
    "constraint fk",
    "no constraint fk",
  ],
  [
    "SELECT 1 FROM information_schema.routines WHERE routine_name = 'f' AND routine_schema = 's'",
    "row",
    "function s.f",
    "no function s.f",
  ],
  ["SELECT 1 FROM information_schema.sequences WHERE sequence_name = 's'", "row", "sequence s", "no sequence s"],
  ["SELECT 1 FROM pg_class WHERE relname = 'x' AND relkind = 'i'", "row", "index x", "no index x"],
  ["SELECT 1 FROM pg_class WHERE relname = 'x' AND relkind IN ('r', 'p')", "row", "table x", "no table x"],
  [
    "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = 'x' AND n.nspname = 's'",
    "row",
    "relation s.x",
    "no relation s.x",
  ],
  [
    "SELECT 1 FROM pg_indexes WHERE indexname = 'ix' AND tablename = 't' AND schemaname = 's'",
    "row",
    "index s.t.ix",
    "no index s.t.ix",
  ],
  [
    "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid WHERE c.relname = 'ix' AND t.relname = 't'",
    "row",
    "index t.ix",
    "no index t.ix",
  ],
  [
    "SELECT 1 FROM pg_constraint WHERE conname = 'ck' AND conrelid = 's.t'::regclass",
    "row",
    "constraint s.t.ck",
    "no constraint s.t.ck",
  ],
  [
    "SELECT 1 FROM pg_constraint WHERE conname = 'ck' AND conrelid = to_regclass('t')",
    "row",
    "constraint t.ck",
    "no constraint t.ck",
  ],
  [
    "SELECT 1 FROM pg_constraint con JOIN pg_class rel ON rel.oid = con.conrelid JOIN pg_namespace nsp ON nsp.oid = rel.relnamespace WHERE con.conname = 'ck' AND rel.relname = 't' AND nsp.nspname = 's'",
    "row",
    "constraint s.t.ck",
    "no constraint s.t.ck",
  ],
  ["SELECT 1 FROM pg_namespace WHERE nspname = 'auth'", "row", "schema auth", "no schema auth"],
  ["SELECT 1 FROM pg_extension WHERE extname = 'vector'", "row", "extension vector", "no extension vector"],
  [
    "SELECT 1 FROM pg_proc p JOIN pg_namespace n ON p.pronamespace = n.oid WHERE proname = 'f' AND nspname = 's'",
    "row",
    "function s.f",
    "no function s.f",
  ],
  [
    "SELECT 1 FROM pg_trigger WHERE tgname = 'trg' AND tgrelid = 'auth.users'::regclass AND NOT tgisinternal",
    "row",
    "trigger auth.users.trg",
    "no trigger auth.users.trg",
  ],
  ["SELECT 1 FROM pg_policies WHERE tablename = 't' AND policyname = 'p'", "row", "policy t.p", "no policy t.p"],
  ["SELECT 1 FROM pg_roles WHERE rolname = 'app'", "row", "role app", "no role app"],
  [
    "SELECT 1 FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'c' AND NOT attisdropped AND attnum > 0",
    "row",
    "column t.c",
    "no column t.c",
  ],
  ["SELECT 1 FROM pg_publication WHERE pubname = 'p'", "row", "publication p", "no publication p"],
  ["SELECT to_regclass('auth.users')", "value", "relation auth.users", "no relation auth.users"],
  ["SELECT to_regclass('auth.users') IS NOT NULL", "boolean", "relation auth.users", "no relation auth.users"],
  ["SELECT to_regtype('mood') IS NULL", "boolean", "no type mood", "type mood"],
  ["SELECT to_regnamespace('auth')", "value", "schema auth", "no schema auth"],
  [
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x') THEN 1 ELSE 0 END",
    "number",
    "type x",
    "no type x",
  ],
  ["SELECT (SELECT 1 FROM pg_type WHERE typname = 'x') IS NULL", "boolean", "no type x", "type x"],
  ["SELECT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x') IS FALSE", "boolean", "no type x", "type x"],
  ["SELECT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x') = false", "boolean", "no type x", "type x"],
  [
    "SELECT to_regclass('a') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'b')",
    "boolean",
    "relation a, no column a.b",
    "",
  ],
  ["SELECT to_regclass('a') IS NULL OR to_regclass('b') IS NULL", "boolean", "", "relation a, relation b"],
  // No row: not there, or of another type.
  [
    "SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c' AND data_type = 'text'",
    "row",
    "column t.c",
    "",
  ],
  ["SELECT 1 FROM pg_type WHERE typname = ag_unknown_0_", "row", "type ?", "no type ?"],
  ["SELECT to_regclass('ag_unknown_0_.users')", "value", "relation ?.users", "no relation ?.users"],
  ["SELECT 1 FROM pg_type WHERE typname = $1", "row", "type ?", "no type ?"],
];

test.each(looks)("%s", async (sql, answer, whenTrue, whenFalse) => {
  const found = existenceOf(await select(sql), values);
  expect(found?.answer).toBe(answer);
  expect(words(found?.whenTrue ?? [])).toBe(whenTrue);
  expect(words(found?.whenFalse ?? [])).toBe(whenFalse);
});

test.each([
  "SELECT 1",
  "SELECT 1 FROM users WHERE name = 'x'",
  "SELECT has_schema_privilege('auth', 'USAGE')",
  "SELECT 1 FROM pg_type",
  "SELECT 1 FROM pg_type WHERE typname LIKE 'x%'",
  "SELECT 1 FROM pg_type WHERE typname IN ('a', 'b')",
  "SELECT 1 FROM pg_type WHERE typname <> 'a'",
  "SELECT 1 FROM pg_type WHERE typname = 'a' OR typname = 'b'",
  "SELECT max(data_type) FROM information_schema.columns",
  "SELECT 1 FROM pg_type WHERE typname = 'a' UNION SELECT 1 FROM pg_type WHERE typname = 'b'",
  "SELECT 1 FROM auth.pg_type WHERE typname = 'a'",
  "SELECT version()",
])("no look whether an object is there: %s", async (sql) => {
  expect(existenceOf(await select(sql), values)).toBeNull();
});

test.each([
  ["SELECT enumlabel FROM pg_enum WHERE enumtypid = 'app.mood'::regtype", "enum value app.mood"],
  [
    "SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'mood'",
    "enum value mood",
  ],
  ["SELECT column_name FROM information_schema.columns WHERE table_name = 't'", "column t"],
  ["SELECT nspname FROM pg_namespace", "schema "],
])("lists names: %s", async (sql, expected) => {
  const found = listedBy(await select(sql), values);
  expect(found === null ? null : show(found.object)).toBe(expected);
});
