import type { DatabaseObject, ObjectType } from "../database-object.ts";
import { sqlIdentifier, sqlName } from "./sql-name.ts";

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

/** True for what `dropStatement` can drop where its name is known. */
export function isDroppable(type: ObjectType): boolean {
  return words.has(type) || onTables.has(type) || inTables.has(type);
}

/** How a statement drops. */
export interface DropOptions {
  /** The table that the object belongs to may be gone too. */
  readonly tableMayBeMissing?: boolean;
  readonly concurrently?: boolean;
  /** The parameters of a function in their parentheses. */
  readonly parameters?: string;
}

/** The statement that drops an object, and passes where it is gone already; null where its name can't be known. */
export function dropStatement(
  { type, schema, table, name }: DatabaseObject,
  { tableMayBeMissing = false, concurrently = false, parameters = "" }: DropOptions = {},
): string | null {
  if (name === null || name.text === null) return null;
  const own = words.get(type);
  if (own !== undefined) {
    const qualified = sqlName({ schema, name });
    return qualified === null
      ? null
      : `DROP ${own}${concurrently ? " CONCURRENTLY" : ""} IF EXISTS ${qualified}${parameters}`;
  }
  const owner = table === null ? null : sqlName({ schema, name: table });
  const [on, within] = [onTables.get(type), inTables.get(type)];
  if (owner === null) return null;
  if (on !== undefined) return `DROP ${on} IF EXISTS ${sqlIdentifier(name.text)} ON ${owner}`;
  if (within === undefined) return null;
  return `${alterTable(owner, tableMayBeMissing)} DROP ${within} IF EXISTS ${sqlIdentifier(name.text)}`;
}

export function alterTable(table: string, mayBeMissing: boolean): string {
  return `ALTER TABLE ${mayBeMissing ? "IF EXISTS " : ""}${table}`;
}
