import { type DatabaseObject, known, type ObjectType, type Operand, type QualifiedName } from "../database-object.ts";
import { chosenName, constraintLabels, joinedColumns } from "../default-names.ts";
import type { ConstraintDefinition, IndexDefinition } from "../definition.ts";
import type { Create } from "../operation.ts";

const ofTables: ReadonlySet<ObjectType> = new Set(["column", "constraint", "trigger", "policy", "rule"]);

/** What an object is known by; null where a part of its name can't be known, or the database chooses it. */
export function keyOf(object: DatabaseObject): string | null {
  const [type, qualifier, owner, name] = partsOf(object);
  return qualifier === null || owner === null || name === null ? null : `${type} ${qualifier} ${owner} ${name}`;
}

/** Whether `key` may be that of an object of which parts of the name can't be known. */
export function mayBeKeyOf(key: string, object: DatabaseObject): boolean {
  const parts = partsOf(object);
  const start = parts.slice(0, parts.indexOf(null)).map((part) => `${part} `);
  const end = parts.slice(parts.lastIndexOf(null) + 1).map((part) => ` ${part}`);
  return key.startsWith(start.join("")) && key.endsWith(end.join(""));
}

function partsOf({
  type,
  schema,
  table,
  name,
}: DatabaseObject): readonly [type: string, qualifier: string | null, owner: string | null, name: string | null] {
  // An index has its name for itself, whatever the table.
  const owner = type === "index" ? "" : operandKey(table);
  return [type, qualifierKey(schema), ofTables.has(type) ? owner : (owner ?? ""), operandKey(name)];
}

/** What a created object is known by: one that has no name, by the one that the database will choose, else by what it is on. */
export function keyOfCreated({ object, definition }: Create): string | null {
  if (object.name !== null || (definition?.kind !== "constraint" && definition?.kind !== "index")) return keyOf(object);
  const chosen = definition.kind === "constraint" ? nameChosenFor(definition, object) : null;
  if (chosen !== null) return keyOf({ ...object, name: known(chosen) });
  const qualifier = qualifierKey(object.schema);
  const owner = operandKey(object.table);
  return qualifier === null || owner === null ? null : `unnamed ${qualifier} ${owner} ${contentKey(definition)}`;
}

/** What a constraint at a column is known by. */
export function keyOfConstraint(definition: ConstraintDefinition, { schema, table }: DatabaseObject): string | null {
  const object: DatabaseObject = { type: "constraint", schema, table, name: definition.name };
  if (definition.name !== null) return keyOf(object);
  const chosen = nameChosenFor(definition, object);
  return chosen === null ? null : keyOf({ ...object, name: known(chosen) });
}

/**
 * The name that PostgreSQL chooses for a constraint, as long as no other one has it; null where that can't be known. A naming convention may
 * choose another one.
 */
function nameChosenFor({ type, columns }: ConstraintDefinition, { table }: DatabaseObject): string | null {
  if (table === null || table.text === null || type === "check") return null;
  const label = constraintLabels[type];
  if (type === "primary key") return chosenName(table.text, null, label);
  const named = columns.filter((column) => column !== null);
  return named.length === 0 || named.length < columns.length
    ? null
    : chosenName(table.text, joinedColumns(named), label);
}

function contentKey(definition: ConstraintDefinition | IndexDefinition): string {
  const { kind, columns } = definition;
  const condition = kind === "constraint" ? definition.check : definition.where;
  return JSON.stringify([kind, kind === "constraint" ? definition.type : definition.method, columns, condition?.text]);
}

/** The table that a part of it belongs to, as `keyOf` gives it. */
export function tableKey({ schema, table }: DatabaseObject): string | null {
  return keyOf({ type: "table", schema, table: null, name: table });
}

/** What a value of an enum type is known by. */
export function valueKey(type: QualifiedName, value: Operand): string | null {
  const qualifier = qualifierKey(type.schema);
  const name = operandKey(type.name);
  const label = operandKey(value);
  return qualifier === null || name === null || label === null ? null : `value ${qualifier} ${name} ${label}`;
}

const independent = /^(table|foreign table|sequence|schema|extension|role|rows of)\b/;
const inTables = /^(index|column|value|update|identity|partition)\b/;
const relations: ReadonlySet<ObjectType> = new Set(["table", "view", "materialized view", "sequence"]);

/** Whether what is known by `key` is there after DROP … CASCADE of an object (manual, Dependency Tracking). */
export function outlives(key: string, { type, name }: DatabaseObject): boolean {
  // What goes with a constraint are the foreign keys that rest on it, and views that are grouped by it.
  if (type === "constraint") return independent.test(key) || inTables.test(key);
  if (type === "schema") return independent.test(key) && name?.text != null && !key.includes(` ${operandKey(name)} `);
  return independent.test(key) || (inTables.test(key) && relations.has(type));
}

/** What the rows of a table are known by. */
export function rowsKey({ schema, name }: QualifiedName): string | null {
  const own = operandKey(name);
  return own === null ? null : `rows of ${qualifierKey(schema) ?? ""} ${own}`;
}

/** `public` is where names without a schema are found. */
function qualifierKey(schema: Operand | null): string | null {
  return schema === null || schema.text === "public" ? "" : operandKey(schema);
}

/** Quoted, so that no name looks like a part of another key. */
export function operandKey(operand: Operand | null): string | null {
  if (operand === null || operand.text === null) return null;
  const { text } = operand;
  return text.includes('"') || text.includes("\\") ? JSON.stringify(text) : `"${text}"`;
}
