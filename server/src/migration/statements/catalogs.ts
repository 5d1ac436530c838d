import type { ObjectType } from "../database-object.ts";

/** A relation of PostgreSQL's catalog, or of `information_schema`: which objects its rows tell of, by which columns. */
export interface Catalog {
  readonly object: ObjectType;
  /** The column with the object's name. */
  readonly name: string;
  /** Columns with the name of its schema. */
  readonly schema: readonly string[];
  /** The column with the name of the table (or enum type) that it belongs to. */
  readonly table: string | null;
  /** Columns that refer by oid to the catalog row of its schema, its table, or itself. */
  readonly references: Readonly<Record<string, "schema" | "table" | "itself">>;
  /** Further columns that narrow a look down to nothing else than the named object. */
  readonly besides: readonly string[];
  /** Columns that say which kind of object a row is, and their values. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, ObjectType>>>>;
  readonly by: "catalog" | "information_schema";
}

type Entry = Pick<Catalog, "object" | "name"> & Partial<Catalog>;

function catalog(entry: Entry, by: Catalog["by"]): Catalog {
  return { schema: [], table: null, references: {}, besides: [], kinds: {}, by, ...entry };
}

const relationKinds: Readonly<Record<string, ObjectType>> = {
  r: "table",
  p: "table",
  v: "view",
  m: "materialized view",
  i: "index",
  I: "index",
  S: "sequence",
  f: "foreign table",
};

const pgCatalog: Readonly<Record<string, Entry>> = {
  pg_type: {
    object: "type",
    name: "typname",
    references: { typnamespace: "schema", oid: "itself" },
    kinds: { typtype: { d: "domain", e: "type", c: "type", r: "type", b: "type" } },
  },
  pg_enum: { object: "enum value", name: "enumlabel", references: { enumtypid: "table" } },
  pg_class: {
    object: "relation",
    name: "relname",
    references: { relnamespace: "schema", oid: "itself" },
    kinds: { relkind: relationKinds },
  },
  pg_index: { object: "index", name: "indexrelid", references: { indexrelid: "itself", indrelid: "table" } },
  pg_attribute: { object: "column", name: "attname", references: { attrelid: "table" } },
  pg_constraint: {
    object: "constraint",
    name: "conname",
    references: { conrelid: "table", connamespace: "schema", oid: "itself" },
  },
  pg_namespace: { object: "schema", name: "nspname", references: { oid: "itself" } },
  pg_extension: { object: "extension", name: "extname" },
  pg_available_extensions: { object: "extension", name: "installed_name" },
  pg_proc: {
    object: "function",
    name: "proname",
    references: { pronamespace: "schema", oid: "itself" },
    kinds: { prokind: { f: "function", p: "procedure", a: "aggregate" } },
  },
  pg_trigger: { object: "trigger", name: "tgname", references: { tgrelid: "table" } },
  pg_policy: { object: "policy", name: "polname", references: { polrelid: "table" } },
  pg_rewrite: { object: "rule", name: "rulename", references: { ev_class: "table" } },
  pg_tables: { object: "table", name: "tablename", schema: ["schemaname"] },
  pg_views: { object: "view", name: "viewname", schema: ["schemaname"] },
  pg_matviews: { object: "materialized view", name: "matviewname", schema: ["schemaname"] },
  pg_sequences: { object: "sequence", name: "sequencename", schema: ["schemaname"] },
  pg_indexes: { object: "index", name: "indexname", schema: ["schemaname"], table: "tablename" },
  pg_policies: { object: "policy", name: "policyname", schema: ["schemaname"], table: "tablename" },
  pg_rules: { object: "rule", name: "rulename", schema: ["schemaname"], table: "tablename" },
  pg_roles: { object: "role", name: "rolname" },
  pg_authid: { object: "role", name: "rolname" },
  pg_user: { object: "role", name: "usename" },
  pg_publication: { object: "publication", name: "pubname" },
  pg_subscription: { object: "subscription", name: "subname" },
  pg_database: { object: "database", name: "datname" },
  pg_tablespace: { object: "tablespace", name: "spcname" },
  pg_event_trigger: { object: "event trigger", name: "evtname" },
  pg_foreign_server: { object: "server", name: "srvname" },
  pg_statistic_ext: {
    object: "statistics",
    name: "stxname",
    references: { stxnamespace: "schema", stxrelid: "table" },
  },
  pg_collation: { object: "collation", name: "collname", references: { collnamespace: "schema" } },
};

const informationSchema: Readonly<Record<string, Entry>> = {
  tables: {
    object: "table",
    name: "table_name",
    schema: ["table_schema"],
    kinds: { table_type: { "BASE TABLE": "table", VIEW: "view", FOREIGN: "foreign table" } },
  },
  columns: { object: "column", name: "column_name", schema: ["table_schema"], table: "table_name" },
  schemata: { object: "schema", name: "schema_name" },
  views: { object: "view", name: "table_name", schema: ["table_schema"] },
  triggers: {
    object: "trigger",
    name: "trigger_name",
    schema: ["event_object_schema", "trigger_schema"],
    table: "event_object_table",
  },
  table_constraints: {
    object: "constraint",
    name: "constraint_name",
    schema: ["table_schema", "constraint_schema"],
    table: "table_name",
  },
  key_column_usage: {
    object: "constraint",
    name: "constraint_name",
    schema: ["table_schema", "constraint_schema"],
    table: "table_name",
    besides: ["column_name"],
  },
  // Its table is the one that a foreign key points to.
  constraint_column_usage: {
    object: "constraint",
    name: "constraint_name",
    schema: ["constraint_schema"],
    besides: ["table_name", "table_schema", "column_name"],
  },
  referential_constraints: { object: "constraint", name: "constraint_name", schema: ["constraint_schema"] },
  check_constraints: { object: "constraint", name: "constraint_name", schema: ["constraint_schema"] },
  routines: {
    object: "function",
    name: "routine_name",
    schema: ["routine_schema", "specific_schema"],
    kinds: { routine_type: { FUNCTION: "function", PROCEDURE: "procedure" } },
  },
  sequences: { object: "sequence", name: "sequence_name", schema: ["sequence_schema"] },
  domains: { object: "domain", name: "domain_name", schema: ["domain_schema"] },
  user_defined_types: { object: "type", name: "user_defined_type_name", schema: ["user_defined_type_schema"] },
};

/** The catalog relation of this name; null for any other relation. An unqualified one is looked up in `pg_catalog` alone. */
export function catalogOf(schema: string | undefined, name: string): Catalog | null {
  if (schema === "information_schema") {
    const entry = own(informationSchema, name);
    return entry === null ? null : catalog(entry, "information_schema");
  }
  if (schema !== undefined && schema !== "pg_catalog") return null;
  const entry = own(pgCatalog, name);
  return entry === null ? null : catalog(entry, "catalog");
}

function own(entries: Readonly<Record<string, Entry>>, name: string): Entry | null {
  return Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;
}

/** Whether the catalog relation has this column, as far as it is known here. */
export function hasColumn(relation: Catalog, column: string): boolean {
  return (
    column === relation.name ||
    column === relation.table ||
    relation.schema.includes(column) ||
    relation.besides.includes(column) ||
    Object.hasOwn(relation.references, column) ||
    Object.hasOwn(relation.kinds, column)
  );
}

/** Columns that narrow a look down to rows that count anyway: of this database, not dropped, no system column. */
export const harmlessColumns: ReadonlySet<string> = new Set([
  "table_catalog",
  "constraint_catalog",
  "trigger_catalog",
  "catalog_name",
  "attisdropped",
  "attnum",
  "tgisinternal",
  "typtype",
  "contype",
  "constraint_type",
  "relkind",
  "table_type",
  "prokind",
  "routine_type",
  "relpersistence",
  "relispartition",
  "conparentid",
  "indislive",
]);
