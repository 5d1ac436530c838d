import { columnTypeName, inventoryOf, qualified } from "../../server/src/history/schema/inventory.ts";
import type { Schema } from "../../server/src/history/schema/schema.ts";
import type { ObjectType } from "../../server/src/migration/database-object.ts";

const noSystemSchema = "!~ '^(pg_|information_schema)'";
const ofNoExtension = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;
const ownTable = "c.relname <> 'alembic_version' AND c.relname <> 'alembic_version_pkc'";

/** What a database holds, a row an object: its kind and names, and what is compared of it. */
export const catalogQuery = `
SELECT 'schema', nspname::text, '', '' FROM pg_namespace n WHERE nspname ${noSystemSchema}
UNION ALL
SELECT 'extension', extname::text, '', '' FROM pg_extension
UNION ALL
SELECT 'type', n.nspname || '.' || t.typname, '',
       coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '')
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname ${noSystemSchema}
  LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE t.typcategory <> 'A' AND coalesce(c.relkind, 'c') = 'c' AND t.typtype <> 'm' AND ${ofNoExtension("pg_type", "t.oid")}
UNION ALL
SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
         WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' ELSE 'table' END, n.nspname || '.' || c.relname, '',
       coalesce((SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || 'on ' || i.indrelid::regclass FROM pg_index i WHERE i.indexrelid = c.oid), '')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname ${noSystemSchema}
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I') AND ${ownTable} AND ${ofNoExtension("pg_class", "c.oid")}
UNION ALL
SELECT 'column', n.nspname || '.' || c.relname, a.attname,
       format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || CASE WHEN a.atthasdef THEN ' default' ELSE '' END
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname ${noSystemSchema}
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p', 'f') AND ${ownTable} AND ${ofNoExtension("pg_class", "c.oid")}
UNION ALL
SELECT 'constraint', n.nspname || '.' || c.relname, k.conname,
       CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'f' THEN 'foreign key' WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclude' ELSE 'check' END
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname ${noSystemSchema}
  WHERE k.contype <> 'n' AND k.contype <> 't' AND ${ownTable}`;

/** An object by its kind and names, and what is known of it. */
export type CatalogEntry = readonly [kind: string, name: string, part: string, details: string];

/** A schema as the catalog's query would show it; `unsure` is what it may hold or not, or of which not everything is known. */
export function entriesOf(schema: Schema): { readonly sure: CatalogEntry[]; readonly unsure: CatalogEntry[] } {
  const sure: CatalogEntry[] = [];
  const unsure: CatalogEntry[] = [];
  const add = (isSure: boolean, ...entry: CatalogEntry) => (isSure ? sure : unsure).push(entry);
  const held = inventoryOf(schema);
  for (const { name, presence } of held.schemas) {
    if (name !== "pg_catalog" && name !== "information_schema") add(presence === "present", "schema", name, "", "");
  }
  for (const { name, presence } of held.extensions) add(presence === "present", "extension", name, "", "");
  for (const { presence, object } of held.types) {
    if (object.extension !== null) continue;
    const labels = object.labels?.map((label) => `'${label.replaceAll("'", "''")}'`).join(", ");
    add(
      presence === "present" && (object.kind !== "enum" || labels !== undefined),
      "type",
      dotted(object.name),
      "",
      labels ?? "",
    );
  }
  for (const { presence, object } of [...held.views, ...held.sequences])
    add(presence === "present", object.kind, dotted(object.name), "", "");
  const tableNames = new Map(held.tables.map(({ id, object }) => [id, object.name]));
  for (const { presence, object } of held.indexes) {
    const of = tableNames.get(object.table);
    const table = of === undefined ? "?" : qualified(of);
    add(presence === "present", "index", dotted(object.name), "", `${object.unique ? "unique " : ""}on ${table}`);
  }
  for (const { presence, object } of held.tables) {
    add(presence === "present", object.kind, dotted(object.name), "", "");
    for (const [name, column] of object.columns) {
      const there = schema.has("column", object.name.schema, name, object.name.name);
      if (there === "absent") continue;
      const type = column.type === null ? null : columnTypeName(schema, column.type);
      const known = type !== null && column.notNull !== null && column.hasDefault !== null;
      const details = `${type}${column.notNull === true ? " not null" : ""}${column.hasDefault === true ? " default" : ""}`;
      add(there === "present" && known, "column", dotted(object.name), name, details);
    }
    for (const { name, type, presence: own } of object.constraints.values()) {
      if (name === null) continue;
      const there = schema.has("constraint", object.name.schema, name, object.name.name);
      if (there !== "absent" && own !== "absent")
        add(there === "present", "constraint", dotted(object.name), name, type);
    }
  }
  return { sure, unsure };
}

function dotted({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

/** Where a replayed schema says of the catalog what is not so. What is not known is no disagreement. */
export function disagreements(schema: Schema, catalog: readonly CatalogEntry[]): readonly string[] {
  const there = new Set(catalog.map(line));
  const named = new Set(catalog.map(([kind, name, part]) => line([kind, name, part, ""])));
  const { sure, unsure } = entriesOf(schema);
  const found = sure.filter((entry) => !there.has(line(entry))).map((entry) => `not so: ${line(entry)}`);
  const known = new Set([...sure, ...unsure].map(([kind, name, part]) => line([kind, name, part, ""])));
  for (const [kind, name, part] of catalog) {
    const key = line([kind, name, part, ""]);
    if (known.has(key) || !named.has(key)) continue;
    if (absent(schema, kind, name, part)) found.push(`said to be absent: ${key}`);
  }
  return found;
}

/** What of the catalog is not known for sure. */
export function unknownEntries(schema: Schema, catalog: readonly CatalogEntry[]): readonly string[] {
  const sure = new Set(entriesOf(schema).sure.map(line));
  return catalog.map(line).filter((entry) => !sure.has(entry));
}

/** Where a catalog is not like another one, but for what `remarks` name. */
export function unlike(
  catalog: readonly CatalogEntry[],
  other: readonly CatalogEntry[],
  remarks: readonly string[],
): readonly string[] {
  const [here, there] = [new Set(catalog.map(line)), new Set(other.map(line))];
  const isNamed = ([, name, part]: CatalogEntry) => {
    const own = (part === "" ? name : part).split(".").at(-1) ?? "";
    return remarks.some((remark) => remark.includes(own));
  };
  return [
    ...catalog
      .filter((entry) => !there.has(line(entry)) && !isNamed(entry))
      .map((entry) => `only printed: ${line(entry)}`),
    ...other.filter((entry) => !here.has(line(entry)) && !isNamed(entry)).map((entry) => `not printed: ${line(entry)}`),
  ];
}

function absent(schema: Schema, kind: string, name: string, part: string): boolean {
  const type = objectType(kind);
  if (type === "schema" || type === "extension") return schema.has(type, null, name) === "absent";
  const [within = "", own = ""] = name.split(".");
  return part === "" ? schema.has(type, within, own) === "absent" : schema.has(type, within, part, own) === "absent";
}

const types: readonly ObjectType[] = [
  "schema",
  "extension",
  "type",
  "table",
  "foreign table",
  "view",
  "materialized view",
  "index",
  "sequence",
  "column",
  "constraint",
];

function objectType(kind: string): ObjectType {
  const type = types.find((each) => each === kind);
  if (type === undefined) throw new Error(`no such kind: ${kind}`);
  return type;
}

function line([kind, name, part, details]: CatalogEntry): string {
  return [kind, name, part, details].filter((text) => text !== "").join(" ");
}
