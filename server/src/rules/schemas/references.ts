import type { Node, RangeVar, TypeName } from "@pgsql/types";
import type { QualifiedName } from "../../migration/database-object.ts";
import type { ConstraintDefinition, DataType, Definition, SqlExpression } from "../../migration/definition.ts";
import type { Operation } from "../../migration/operation.ts";
import { splitName } from "../../migration/statements/identifier-text.ts";
import { constantText, namesOf, stringOf } from "../../migration/statements/node-text.ts";
import { nodesWithin } from "../../sql/nodes-within.ts";
import { unknownIn } from "../../sql/sql-text.ts";

/** The name of something that an operation refers to. */
export interface Reference {
  readonly kind: "relation" | "type" | "function" | "operator" | "operator class" | "collation" | "access method";
  readonly schema: string | null;
  readonly name: string;
}

/**
 * What an operation refers to by names in its SQL, or in the types and expressions of a directive: all that can be known. Names of common table
 * expressions, aliases and columns are none.
 */
export function referencesOf(operation: Operation): readonly Reference[] {
  const { statement } = operation;
  if (statement !== null) return referencesIn(statement);
  const found: Reference[] = [];
  if (operation.kind === "alter" && operation.change.kind === "type") {
    addDataType(operation.change.type, found);
    addExpression(operation.change.using, found);
  } else if (operation.kind === "alter" && operation.change.kind === "default") {
    addExpression(operation.change.default, found);
  } else if (operation.kind === "create" && operation.definition !== null) {
    addDefinition(operation.definition, found);
  }
  return found;
}

function addDefinition(definition: Definition, to: Reference[]): void {
  switch (definition.kind) {
    case "table":
      for (const column of definition.columns) addDefinition(column, to);
      for (const constraint of definition.constraints) addConstraint(constraint, to);
      break;
    case "column":
      addDataType(definition.type, to);
      addExpression(definition.default, to);
      for (const constraint of definition.constraints) addConstraint(constraint, to);
      break;
    case "constraint":
      addConstraint(definition, to);
      break;
    case "index":
      for (const name of definition.operatorClasses) to.push({ kind: "operator class", schema: null, name });
      to.push({ kind: "access method", schema: null, name: definition.method });
      addExpression(definition.where, to);
      break;
    case "enum":
      break;
  }
}

function addConstraint({ references, check }: ConstraintDefinition, to: Reference[]): void {
  if (references !== null) addName("relation", references.table, to);
  addExpression(check, to);
}

function addDataType(type: DataType | null, to: Reference[]): void {
  if (type !== null) addName("type", type, to);
}

function addName(kind: Reference["kind"], { schema, name }: QualifiedName, to: Reference[]): void {
  if (name.text === null || schema?.text === null) return;
  to.push({ kind, schema: schema?.text ?? null, name: name.text });
}

function addExpression(expression: SqlExpression | null, to: Reference[]): void {
  if (expression !== null) to.push(...referencesIn(expression.node));
}

/** What statements refer to: each is asked for by several rules, and for each of its operations, as the commands of ALTER TABLE are. */
const found = new WeakMap<Node, readonly Reference[]>();

function referencesIn(tree: Node | null): readonly Reference[] {
  if (tree === null) return [];
  const known = found.get(tree);
  if (known !== undefined) return known;
  const references: Reference[] = [];
  for (const node of nodesWithin(tree))
    for (const kind in node) if (referring.has(kind)) references.push(...ofNode(node));
  found.set(tree, references);
  return references;
}

/** By the kinds of nodes, since most refer to nothing. */
const referring = new Set([
  "RangeVar",
  "FuncCall",
  "TypeCast",
  "A_Expr",
  "CollateClause",
  "IndexElem",
  "IndexStmt",
  "TypeName",
  "ColumnDef",
  "Constraint",
  "TableLikeClause",
  "FunctionParameter",
  "CreateFunctionStmt",
  "CreateDomainStmt",
  "CallStmt",
  "CreateTrigStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
]);

function ofNode(node: Node): readonly Reference[] {
  if ("RangeVar" in node) return ofRelation(node.RangeVar);
  if ("FuncCall" in node) {
    const names = namesOf(node.FuncCall.funcname);
    const sequence = ["nextval", "setval", "currval"].includes(names.at(-1) ?? "")
      ? node.FuncCall.args?.[0]
      : undefined;
    return [...named("function", names), ...inText(constantText(sequence))];
  }
  if ("TypeCast" in node) {
    const type = namesOf(node.TypeCast.typeName?.names).at(-1) ?? "";
    const isRegistered = ["regclass", "regtype", "regproc", "regprocedure"].includes(type);
    return [...ofType(node.TypeCast.typeName), ...(isRegistered ? inText(constantText(node.TypeCast.arg)) : [])];
  }
  if ("A_Expr" in node) return named("operator", namesOf(node.A_Expr.name));
  if ("CollateClause" in node) return named("collation", namesOf(node.CollateClause.collname));
  if ("IndexElem" in node) return named("operator class", namesOf(node.IndexElem.opclass));
  if ("IndexStmt" in node) return named("access method", [node.IndexStmt.accessMethod ?? "btree"]);
  if ("TypeName" in node) return ofType(node.TypeName);
  if ("ColumnDef" in node)
    return [...ofType(node.ColumnDef.typeName), ...named("collation", namesOf(node.ColumnDef.collClause?.collname))];
  if ("Constraint" in node) return ofRelation(node.Constraint.pktable);
  if ("TableLikeClause" in node) return ofRelation(node.TableLikeClause.relation);
  if ("FunctionParameter" in node) return ofType(node.FunctionParameter.argType);
  if ("CreateFunctionStmt" in node) return ofType(node.CreateFunctionStmt.returnType);
  if ("CreateDomainStmt" in node) return ofType(node.CreateDomainStmt.typeName);
  if ("CallStmt" in node) return named("function", namesOf(node.CallStmt.funccall?.funcname));
  if ("CreateTrigStmt" in node) return named("function", namesOf(node.CreateTrigStmt.funcname));
  if ("InsertStmt" in node) return ofRelation(node.InsertStmt.relation);
  if ("UpdateStmt" in node) return ofRelation(node.UpdateStmt.relation);
  if ("DeleteStmt" in node) return ofRelation(node.DeleteStmt.relation);
  return [];
}

function ofRelation(table: RangeVar | undefined): readonly Reference[] {
  const { schemaname, relname } = table ?? {};
  return named(
    "relation",
    [schemaname, relname].filter((name) => name !== undefined),
  );
}

/** `x.t`; with `%TYPE`, `x.t.column`. */
function ofType(type: TypeName | undefined): readonly Reference[] {
  const names = namesOf(type?.names);
  return type?.pct_type === true ? named("relation", names.slice(0, -1)) : named("type", names);
}

/** `nextval('x.s')`, `'x.t'::regclass` */
function inText(text: string | null): readonly Reference[] {
  return text === null ? [] : named("relation", splitName(text));
}

function named(kind: Reference["kind"], names: readonly string[]): readonly Reference[] {
  const [schema = null, name] = names.length > 1 ? names.slice(-2) : [null, names[0]];
  if (name === undefined || (schema !== null && unknownIn(schema) !== null)) return [];
  return [{ kind, schema, name }];
}

/** The schema that CREATE EXTENSION names. */
export function schemaOfExtension({ statement }: Operation): string | null {
  if (statement === null || !("CreateExtensionStmt" in statement)) return null;
  const option = (statement.CreateExtensionStmt.options ?? []).find(
    (each) => "DefElem" in each && each.DefElem.defname === "schema",
  );
  const schema = option !== undefined && "DefElem" in option ? stringOf(option.DefElem.arg) : "";
  return schema === "" || unknownIn(schema) !== null ? null : schema;
}
