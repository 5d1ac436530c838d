import type { Node, ObjectType as ParserObjectType, RangeVar } from "@pgsql/types";
import type { DatabaseObject, ObjectType, Operand, QualifiedName } from "../database-object.ts";
import { namesOf } from "./node-text.ts";
import type { StatementText } from "./statement-text.ts";

const types: Readonly<Partial<Record<ParserObjectType, ObjectType>>> = {
  OBJECT_TABLE: "table",
  OBJECT_FOREIGN_TABLE: "foreign table",
  OBJECT_COLUMN: "column",
  OBJECT_INDEX: "index",
  OBJECT_TABCONSTRAINT: "constraint",
  OBJECT_DOMCONSTRAINT: "constraint",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_SCHEMA: "schema",
  OBJECT_EXTENSION: "extension",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "domain",
  OBJECT_FUNCTION: "function",
  OBJECT_ROUTINE: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_AGGREGATE: "aggregate",
  OBJECT_OPERATOR: "operator",
  OBJECT_CAST: "cast",
  OBJECT_COLLATION: "collation",
  OBJECT_TRIGGER: "trigger",
  OBJECT_EVENT_TRIGGER: "event trigger",
  OBJECT_POLICY: "policy",
  OBJECT_RULE: "rule",
  OBJECT_STATISTIC_EXT: "statistics",
  OBJECT_PUBLICATION: "publication",
  OBJECT_SUBSCRIPTION: "subscription",
  OBJECT_ROLE: "role",
  OBJECT_DATABASE: "database",
  OBJECT_TABLESPACE: "tablespace",
  OBJECT_FOREIGN_SERVER: "server",
};

/** Our word for PostgreSQL's kind of object. */
export function objectType(type: ParserObjectType | undefined): ObjectType {
  return (type === undefined ? undefined : types[type]) ?? "other";
}

/** An object with a name of its own. */
export function object(type: ObjectType, { schema, name }: QualifiedName): DatabaseObject {
  return { type, schema, table: null, name };
}

/** An object that belongs to a table. */
export function partOf(table: QualifiedName, type: ObjectType, name: Operand | null): DatabaseObject {
  return { type, schema: table.schema, table: table.name, name };
}

/** An object that has no schema. */
export function globalObject(type: ObjectType, name: string | undefined, text: StatementText): DatabaseObject {
  return { type, schema: null, table: null, name: name === undefined ? null : text.operand(name) };
}

const partsOfTables: ReadonlySet<ParserObjectType> = new Set([
  "OBJECT_COLUMN",
  "OBJECT_TABCONSTRAINT",
  "OBJECT_DOMCONSTRAINT",
  "OBJECT_TRIGGER",
  "OBJECT_POLICY",
  "OBJECT_RULE",
]);

/** The object that DROP, COMMENT or ALTER names by a node: a list of names, a type, a function with its arguments. */
export function namedObject(type: ParserObjectType | undefined, node: Node, text: StatementText): DatabaseObject {
  const kind = objectType(type);
  const parts = partsIn(node);
  if (type === "OBJECT_CAST") return { ...object(kind, text.name([])), name: text.operand(parts.join(" AS ")) };
  // The access method stands first.
  if (type === "OBJECT_OPCLASS" || type === "OBJECT_OPFAMILY") return object(kind, text.name(parts.slice(1)));
  if (type === undefined || !partsOfTables.has(type)) return object(kind, text.name(parts));
  return partOf(text.name(parts.slice(0, -1)), kind, text.operand(parts.at(-1) ?? ""));
}

function partsIn(node: Node): readonly string[] {
  if ("ObjectWithArgs" in node) return namesOf(node.ObjectWithArgs.objname);
  if ("RangeVar" in node) return partsOfRelation(node.RangeVar);
  if ("List" in node) return (node.List.items ?? []).flatMap((item) => namesOf(item));
  return namesOf(node);
}

function partsOfRelation({ schemaname, relname = "" }: RangeVar): readonly string[] {
  return schemaname === undefined ? [relname] : [schemaname, relname];
}
