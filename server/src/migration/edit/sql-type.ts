import type { DataType } from "../definition.ts";

/** What SQL calls types that PostgreSQL's parser has names of its own for. */
const names: ReadonlyMap<string, string> = new Map([
  ["int2", "SMALLINT"],
  ["int4", "INTEGER"],
  ["int8", "BIGINT"],
  ["float4", "REAL"],
  ["float8", "DOUBLE PRECISION"],
  ["bool", "BOOLEAN"],
  ["bpchar", "CHAR"],
  ["timestamptz", "TIMESTAMP WITH TIME ZONE"],
  ["timetz", "TIME WITH TIME ZONE"],
]);
const plain = new Set(
  "varchar text numeric date timestamp time interval bytea uuid json jsonb inet cidr macaddr tsvector xml money".split(
    " ",
  ),
);

/** A type of PostgreSQL's own as SQL writes it, in the guideline's capitals: `VARCHAR(255)`; null for any other. */
export function sqlType({ schema, name, modifiers, array, enumeration }: DataType): string | null {
  const own = name.text;
  if (own === null || modifiers === null || enumeration !== null) return null;
  if (schema !== null && schema.text !== "pg_catalog") return null;
  const written = names.get(own) ?? (plain.has(own) ? own.toUpperCase() : null);
  if (written === null) return null;
  const given = modifiers.length === 0 ? "" : `(${modifiers.join(", ")})`;
  const [word = "", ...rest] = written.split(/(?= WITH TIME ZONE$)/);
  return `${word}${given}${rest.join("")}${array ? "[]" : ""}`;
}
