import type { DatabaseObject, Operand } from "../../migration/database-object.ts";

/** True when two objects are one, as far as their names are known. What is not qualified is in `public`. */
export function isSame(a: DatabaseObject, b: DatabaseObject): boolean {
  return (
    kindOf(a) === kindOf(b) &&
    isNamed(a.name, b.name) &&
    schemaOf(a) === schemaOf(b) &&
    // An index has its name for itself, whatever the table.
    (a.type === "index" || a.table === null || b.table === null || isNamed(a.table, b.table))
  );
}

/** The table that an object is, or belongs to; null for what has none. */
export function tableOf(object: DatabaseObject): DatabaseObject | null {
  if (kindOf(object) === "table") return object;
  return object.table === null ? null : { type: "table", schema: object.schema, table: null, name: object.table };
}

function kindOf({ type }: DatabaseObject): string {
  if (type === "foreign table") return "table";
  return type === "domain" ? "type" : type;
}

function isNamed(a: Operand | null, b: Operand | null): boolean {
  return a !== null && b !== null && a.text !== null && a.text === b.text;
}

function schemaOf({ schema }: DatabaseObject): string | null {
  return schema === null ? "public" : schema.text;
}
