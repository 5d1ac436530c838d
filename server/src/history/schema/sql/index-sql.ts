import { sqlIdentifier } from "../../../migration/edit/sql-name.ts";
import { qualified } from "../inventory.ts";
import type { Index, ObjectName } from "../objects.ts";
import { keyOf, type Schema } from "../schema.ts";

/** CREATE INDEX of a name; null where it is no index that is known to be there, or its definition is not known. */
export function indexSql(schema: Schema, name: ObjectName): string | null {
  if (schema.has("index", name.schema, name.name) !== "present") return null;
  const id = schema.state.names.get(keyOf(name))?.id ?? null;
  const index = id === null ? undefined : schema.state.relations.get(id);
  return index?.kind === "index" ? definitionSql(schema, index) : null;
}

/** CREATE INDEX; null where its table is not known to be there, or a part of it is not known. */
export function definitionSql(schema: Schema, { name, table, unique, columns, method, where }: Index): string | null {
  const of = schema.state.relations.get(table)?.name;
  const known = columns.filter((column) => column !== null);
  if (of === undefined || schema.has("table", of.schema, of.name) !== "present") return null;
  if (known.length < columns.length || where === true) return null;
  const using = method === "btree" ? "" : ` USING ${method}`;
  const predicate = where === null ? "" : ` WHERE ${where}`;
  const on = `${qualified(of)}${using} (${known.map(sqlIdentifier).join(", ")})`;
  return `CREATE ${unique ? "UNIQUE " : ""}INDEX ${sqlIdentifier(name.name)} ON ${on}${predicate};`;
}
