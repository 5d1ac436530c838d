import type { ObjectType } from "../../migration/database-object.ts";
import type { Operation } from "../../migration/operation.ts";

/** What makes an operation repeatable, by PostgreSQL's grammar (manual, SQL commands; measured on 15 and 18). */
export type Means =
  /** IF [NOT] EXISTS. */
  | "exists clause"
  /** OR REPLACE. */
  | "replace clause"
  /** Nothing but a look at the catalog before it. */
  | "look";

const createdIfNotExists: ReadonlySet<ObjectType> = new Set([
  "table",
  "foreign table",
  "index",
  "column",
  "schema",
  "sequence",
  "extension",
  "materialized view",
  "statistics",
  "server",
  "collation",
]);
const createdOrReplaced: ReadonlySet<ObjectType> = new Set([
  "function",
  "procedure",
  "aggregate",
  "view",
  "trigger",
  "rule",
]);
const renamedIfExists: ReadonlySet<ObjectType> = new Set([
  "table",
  "foreign table",
  "index",
  "view",
  "materialized view",
  "sequence",
]);

/** What makes an operation repeatable; null for one that is none of these rules'. */
export function repeatableBy(operation: Operation): Means | null {
  // What has no name here is rare, and of many forms: user mappings, text search, languages.
  if ("object" in operation && operation.object?.type === "other") return null;
  switch (operation.kind) {
    case "create":
      if (createdIfNotExists.has(operation.object.type)) return "exists clause";
      return createdOrReplaced.has(operation.object.type) ? "replace clause" : "look";
    case "drop":
      return "exists clause";
    case "rename":
      return renamedIfExists.has(operation.object.type) ? "exists clause" : "look";
    case "alter":
      if (operation.change.kind === "schema")
        return renamedIfExists.has(operation.object.type) ? "exists clause" : "look";
      return "look";
    case "rename enum value":
      return "look";
    default:
      return null;
  }
}
