import type { DatabaseObject, ObjectType, Operand, QualifiedName } from "../../migration/database-object.ts";
import type { Operation } from "../../migration/operation.ts";
import { isSketch, sketchedNames } from "../../migration/sketched-names.ts";
import { unknownIn } from "../../sql/sql-text.ts";
import { type Reference, referencesOf, schemaOfExtension } from "./references.ts";

/** A schema that an operation fails without. */
export interface SchemaNeed {
  readonly schema: string;
  /** The table, or the like, of that schema that must be there; null where none must, or it can't be asked for by its name. */
  readonly relation: string | null;
}

const byReferences = new WeakMap<readonly Reference[], readonly SchemaNeed[]>();

/**
 * The schemas that an operation fails without (each statement measured with a missing schema on PostgreSQL 15.18: 3F000, for what reads or
 * writes rows 42P01). `DROP … IF EXISTS` of anything, triggers and policies included, and `ALTER … IF EXISTS` pass without it, but not
 * `SET SCHEMA`, nor `ALTER TABLE … DROP … IF EXISTS`, whose table must be there; `CREATE … IF NOT EXISTS`, COMMENT, GRANT and `ADD VALUE IF NOT EXISTS` fail. So do `'x.t'::regclass` and `nextval('x.s')`,
 * while `to_regclass('x.t')`, `SET search_path` and the body of a function in PL/pgSQL do not.
 */
export function neededSchemas(operation: Operation): readonly SchemaNeed[] {
  if (operation.kind === "drop" && operation.ifExists && !isDroppedByAlter(operation.object)) return [];
  const schema = schemaOfExtension(operation);
  const needs = [
    ...ofObject(operation),
    ...neededBy(referencesOf(operation)),
    ...ofSketch(operation),
    ...(schema === null ? [] : [{ schema, relation: null }]),
  ];
  if (needs.length === 0) return needs;
  const optional = optionalSchema(operation);
  return needs.filter(({ schema }) => schema !== optional && !isSystem(schema));
}

function isDroppedByAlter({ type }: DatabaseObject): boolean {
  return type === "column" || type === "constraint";
}

/** Schemas that are there on every database; names that begin with `pg_` are PostgreSQL's own (manual, CREATE SCHEMA). */
function isSystem(schema: string): boolean {
  return schema === "information_schema" || schema.startsWith("pg_");
}

/** The schema of what is left alone where it is missing: `ALTER TABLE IF EXISTS auth.users …`. */
function optionalSchema(operation: Operation): string | null {
  const { statement } = operation;
  if (statement !== null && "AlterTableStmt" in statement && statement.AlterTableStmt.missing_ok === true)
    return statement.AlterTableStmt.relation?.schemaname ?? null;
  const ifExists = (operation.kind === "alter" || operation.kind === "rename") && operation.ifExists;
  return ifExists ? (operation.object.schema?.text ?? null) : null;
}

function need(schema: Operand | null, relation: Operand | null = null): readonly SchemaNeed[] {
  if (schema === null || schema.text === null) return [];
  return [{ schema: schema.text, relation: relation?.text ?? null }];
}

function inTable({ schema, name }: QualifiedName): readonly SchemaNeed[] {
  return need(schema, name);
}

const relations = new Set<ObjectType>(["table", "foreign table", "view", "materialized view", "sequence", "index"]);

/** What the operation's own object needs. */
function ofObject(operation: Operation): readonly SchemaNeed[] {
  switch (operation.kind) {
    case "create":
      return operation.object.type === "schema" ? [] : need(operation.object.schema, operation.object.table);
    case "alter": {
      const moved = operation.change.kind === "schema" ? need(operation.change.schema) : [];
      return [...present(operation.object), ...moved];
    }
    case "drop":
    case "rename":
    case "comment":
      return present(operation.object);
    case "command":
      return operation.object === null ? [] : present(operation.object);
    case "insert":
    case "write":
      return inTable(operation.table);
    case "add enum value":
    case "rename enum value":
      return need(operation.type.schema);
    default:
      return [];
  }
}

/** What an object that must be there needs. */
function present({ type, schema, table, name }: DatabaseObject): readonly SchemaNeed[] {
  if (type === "schema") return need(name);
  return need(schema, table ?? (relations.has(type) ? name : null));
}

/** What a sketch of a statement names, which PostgreSQL's parser can't read. */
function ofSketch(operation: Operation): readonly SchemaNeed[] {
  const words = operation.kind === "broken sql" ? (operation.origin.words?.() ?? []) : [];
  if (!isSketch(words)) return [];
  const drops = ["DROP", "ALTER"].includes(words[0]?.text.toUpperCase() ?? "");
  const passes =
    drops && words.some(({ text }, at) => /^if$/i.test(text) && /^exists$/i.test(words[at + 1]?.text ?? ""));
  return passes ? [] : sketchedNames(words).flatMap(inTable);
}

/** What references need; the operations of one statement have the same ones. */
function neededBy(references: readonly Reference[]): readonly SchemaNeed[] {
  let needs = byReferences.get(references);
  if (needs === undefined) {
    needs = references.flatMap(ofReference);
    if (references.length > 1) byReferences.set(references, needs);
  }
  return needs;
}

function ofReference({ kind, schema, name }: Reference): readonly SchemaNeed[] {
  if (schema === null) return [];
  return [{ schema, relation: kind === "relation" && unknownIn(name) === null ? name : null }];
}
