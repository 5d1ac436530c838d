import type { Node, RangeVar, TypeName } from "@pgsql/types";
import type { DatabaseObject, ObjectType, Operand, QualifiedName } from "../../migration/database-object.ts";
import { known } from "../../migration/database-object.ts";
import type { ColumnDefinition, ConstraintDefinition, Definition } from "../../migration/definition.ts";
import type { Operation } from "../../migration/operation.ts";
import { isSketch, sketchedNames } from "../../migration/sketched-names.ts";
import { splitName } from "../../migration/statements/identifier-text.ts";
import { constantText, namesOf, stringOf } from "../../migration/statements/node-text.ts";
import { nodesWithin } from "../../sql/nodes-within.ts";
import { unknownIn } from "../../sql/sql-text.ts";

/** A schema that an operation fails without. */
export interface SchemaNeed {
  readonly schema: string;
  /** The table, or the like, of that schema that must be there; null where none must, or it can't be asked for by its name. */
  readonly relation: string | null;
}

/**
 * The schemas that an operation fails without (each statement measured with a missing schema on PostgreSQL 15.18: 3F000, for what reads or
 * writes rows 42P01). `DROP … IF EXISTS` of anything, triggers and policies included, and `ALTER … IF EXISTS` pass without it, but not
 * `SET SCHEMA`; `CREATE … IF NOT EXISTS`, COMMENT, GRANT and `ADD VALUE IF NOT EXISTS` fail. So do `'x.t'::regclass` and `nextval('x.s')`,
 * while `to_regclass('x.t')`, `SET search_path` and the body of a function in PL/pgSQL do not.
 */
export function neededSchemas(operation: Operation): readonly SchemaNeed[] {
  if (operation.kind === "drop" && operation.ifExists) return [];
  const needs = [...ofObject(operation), ...ofDefinition(operation), ...ofStatement(operation)];
  const optional = optionalSchema(operation);
  return needs.filter(({ schema }) => schema !== optional && !isSystem(schema));
}

/** Schemas that are there on every database; names that begin with `pg_` are PostgreSQL's own (manual, CREATE SCHEMA). */
function isSystem(schema: string): boolean {
  return schema === "information_schema" || schema.startsWith("pg_");
}

/** The schema of what is left alone where it is missing: `ALTER TABLE IF EXISTS auth.users …`. */
function optionalSchema({ statement, ...operation }: Operation): string | null {
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

/** What the columns and constraints of a directive refer to. */
function ofDefinition(operation: Operation): readonly SchemaNeed[] {
  if (operation.kind === "alter" && operation.change.kind === "type")
    return need(operation.change.type?.schema ?? null);
  if (operation.kind !== "create" || operation.statement !== null || operation.definition === null) return [];
  const { definition } = operation;
  const columns: readonly ColumnDefinition[] = columnsOf(definition);
  const constraints: readonly ConstraintDefinition[] = [
    ...columns.flatMap((column) => column.constraints),
    ...(definition.kind === "table" ? definition.constraints : definition.kind === "constraint" ? [definition] : []),
  ];
  return [
    ...columns.flatMap(({ type }) => need(type?.schema ?? null)),
    ...columns.flatMap((column) => ofNodes(column.default?.node)),
    ...constraints.flatMap(({ references }) => (references === null ? [] : inTable(references.table))),
    ...constraints.flatMap(({ check }) => ofNodes(check?.node)),
  ];
}

function columnsOf(definition: Definition): readonly ColumnDefinition[] {
  if (definition.kind === "table") return definition.columns;
  return definition.kind === "column" ? [definition] : [];
}

function ofStatement(operation: Operation): readonly SchemaNeed[] {
  if (operation.statement !== null) return ofNodes(operation.statement);
  const words = operation.kind === "broken sql" ? (operation.origin.words?.() ?? []) : [];
  if (!isSketch(words)) return [];
  const drops = ["DROP", "ALTER"].includes(words[0]?.text.toUpperCase() ?? "");
  const passes =
    drops && words.some(({ text }, at) => /^if$/i.test(text) && /^exists$/i.test(words[at + 1]?.text ?? ""));
  return passes ? [] : sketchedNames(words).flatMap(inTable);
}

function ofNodes(tree: unknown): readonly SchemaNeed[] {
  return [...nodesWithin(tree)].flatMap(ofNode);
}

/** What a node of a statement's tree names in a schema. Names of common table expressions and aliases have none. */
function ofNode(node: Node): readonly SchemaNeed[] {
  if ("RangeVar" in node) return ofTable(node.RangeVar);
  if ("FuncCall" in node) {
    const names = namesOf(node.FuncCall.funcname);
    const sequence = ["nextval", "setval", "currval"].includes(names.at(-1) ?? "")
      ? node.FuncCall.args?.[0]
      : undefined;
    return [...named(names.at(-2)), ...inText(constantText(sequence))];
  }
  if ("TypeCast" in node) {
    const type = namesOf(node.TypeCast.typeName?.names).at(-1) ?? "";
    const isRegistered = ["regclass", "regtype", "regproc", "regprocedure"].includes(type);
    return [...ofType(node.TypeCast.typeName), ...(isRegistered ? inText(constantText(node.TypeCast.arg)) : [])];
  }
  if ("A_Expr" in node) return named(namesOf(node.A_Expr.name).at(-2));
  if ("CollateClause" in node) return named(namesOf(node.CollateClause.collname).at(-2));
  if ("IndexElem" in node) return named(namesOf(node.IndexElem.opclass).at(-2));
  if ("TypeName" in node) return ofType(node.TypeName);
  if ("ColumnDef" in node)
    return [...ofType(node.ColumnDef.typeName), ...named(namesOf(node.ColumnDef.collClause?.collname).at(-2))];
  if ("Constraint" in node) return ofTable(node.Constraint.pktable);
  if ("TableLikeClause" in node) return ofTable(node.TableLikeClause.relation);
  if ("FunctionParameter" in node) return ofType(node.FunctionParameter.argType);
  if ("CreateFunctionStmt" in node) return ofType(node.CreateFunctionStmt.returnType);
  if ("CreateDomainStmt" in node) return ofType(node.CreateDomainStmt.typeName);
  if ("CallStmt" in node) return named(namesOf(node.CallStmt.funccall?.funcname).at(-2));
  if ("CreateTrigStmt" in node) return named(namesOf(node.CreateTrigStmt.funcname).at(-2));
  if ("InsertStmt" in node) return ofTable(node.InsertStmt.relation);
  if ("UpdateStmt" in node) return ofTable(node.UpdateStmt.relation);
  if ("DeleteStmt" in node) return ofTable(node.DeleteStmt.relation);
  if ("CreateExtensionStmt" in node) {
    const option = (node.CreateExtensionStmt.options ?? []).find(
      (each) => "DefElem" in each && each.DefElem.defname === "schema",
    );
    return option !== undefined && "DefElem" in option ? named(stringOf(option.DefElem.arg)) : [];
  }
  return [];
}

function ofTable(table: RangeVar | undefined): readonly SchemaNeed[] {
  return named(table?.schemaname, table?.relname);
}

/** `x.t`; with `%TYPE`, `x.t.column`. */
function ofType(type: TypeName | undefined): readonly SchemaNeed[] {
  return named(namesOf(type?.names).at(type?.pct_type === true ? -3 : -2));
}

/** `nextval('x.s')`, `'x.t'::regclass` */
function inText(text: string | null): readonly SchemaNeed[] {
  return text === null ? [] : named(splitName(text).at(-2));
}

function named(schema: string | undefined, relation?: string): readonly SchemaNeed[] {
  if (schema === undefined || schema === "" || unknownIn(schema) !== null) return [];
  return need(known(schema), relation === undefined || unknownIn(relation) !== null ? null : known(relation));
}
