import { isBuiltin } from "../builtin-types.ts";
import type { DataType } from "../definition.ts";
import { sqlIdentifier } from "./sql-name.ts";

/** What SQL calls types that PostgreSQL's parser has other names for. */
const usual: ReadonlyMap<string, string> = new Map([
  ["int2", "smallint"],
  ["int4", "integer"],
  ["int8", "bigint"],
  ["bool", "boolean"],
  ["float8", "double precision"],
  ["char", '"char"'],
]);

/** A data type as SQL writes it; null where a part can't be known, and for serial types, which no column has. */
export function typeSql({ schema, name, modifiers, array }: DataType): string | null {
  if (name.text === null || modifiers === null || schema?.text === null || /^(small|big)?serial\d?$/.test(name.text))
    return null;
  const plain = schema === null && /^[a-z][a-z0-9_]*$/.test(name.text);
  const own = plain ? (usual.get(name.text) ?? name.text) : sqlIdentifier(name.text);
  const within = schema?.text == null ? "" : `${sqlIdentifier(schema.text)}.`;
  return within + own + (modifiers.length === 0 ? "" : `(${modifiers.join(", ")})`) + (array ? "[]" : "");
}

/** A type of PostgreSQL's own in the guideline's capitals: `VARCHAR(255)`; null for any other. */
export function builtinTypeSql(type: DataType): string | null {
  if (type.schema !== null || type.enumeration !== null || !isBuiltin(type.name.text ?? "")) return null;
  return typeSql(type)?.toUpperCase() ?? null;
}
