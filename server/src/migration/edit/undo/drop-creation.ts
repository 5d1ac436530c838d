import type { ObjectType } from "../../database-object.ts";
import type { Create } from "../../operation.ts";
import { sqlIdentifier, sqlName } from "../sql-name.ts";
import { parametersOf } from "./parameters.ts";

/** What has a DROP … IF EXISTS of its own, with its words. */
const words: ReadonlyMap<ObjectType, string> = new Map([
  ["table", "TABLE"],
  ["foreign table", "FOREIGN TABLE"],
  ["view", "VIEW"],
  ["materialized view", "MATERIALIZED VIEW"],
  ["index", "INDEX"],
  ["sequence", "SEQUENCE"],
  ["type", "TYPE"],
  ["domain", "DOMAIN"],
  ["schema", "SCHEMA"],
  ["extension", "EXTENSION"],
  ["function", "FUNCTION"],
  ["procedure", "PROCEDURE"],
  ["statistics", "STATISTICS"],
  ["collation", "COLLATION"],
  ["event trigger", "EVENT TRIGGER"],
]);

/** What belongs to a table, and is dropped `ON` it; that passes where the table, or its schema, is missing (measured). */
const onTables: ReadonlyMap<ObjectType, string> = new Map([
  ["trigger", "TRIGGER"],
  ["policy", "POLICY"],
  ["rule", "RULE"],
]);

/** What belongs to a table and is dropped by altering it. */
const inTables: ReadonlyMap<ObjectType, string> = new Map([
  ["column", "COLUMN"],
  ["constraint", "CONSTRAINT"],
]);

/** True for what `dropCreation` can drop where its name is known. */
export function isDroppable(type: ObjectType): boolean {
  return words.has(type) || onTables.has(type) || inTables.has(type);
}

/**
 * The statement that drops what an operation has created, and passes where it is gone already.
 * @param tableMayBeMissing the table that it belongs to may be gone too.
 * @returns null where its name can't be known.
 */
export function dropCreation(creation: Create, tableMayBeMissing: boolean): string | null {
  const { type, schema, table, name } = creation.object;
  if (name === null || name.text === null) return null;
  const own = words.get(type);
  if (own !== undefined) {
    const qualified = sqlName({ schema, name });
    const parameters = type === "function" || type === "procedure" ? parametersOf(creation) : "";
    if (qualified === null || parameters === null) return null;
    const concurrently = isConcurrent(creation) ? " CONCURRENTLY" : "";
    return `DROP ${own}${concurrently} IF EXISTS ${qualified}${parameters}`;
  }
  const owner = table === null ? null : sqlName({ schema, name: table });
  const [on, within] = [onTables.get(type), inTables.get(type)];
  if (owner === null) return null;
  if (on !== undefined) return `DROP ${on} IF EXISTS ${sqlIdentifier(name.text)} ON ${owner}`;
  if (within === undefined) return null;
  return `${alterTable(owner, tableMayBeMissing)} DROP ${within} IF EXISTS ${sqlIdentifier(name.text)}`;
}

/** CONCURRENTLY: it waits for no one, and stands in no transaction. */
export function isConcurrent({ definition }: Create): boolean {
  return definition?.kind === "index" && definition.concurrently;
}

export function alterTable(table: string, mayBeMissing: boolean): string {
  return `ALTER TABLE ${mayBeMissing ? "IF EXISTS " : ""}${table}`;
}
