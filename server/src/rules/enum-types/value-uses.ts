import type { ColumnRef, Node, TypeName } from "@pgsql/types";
import { known, type QualifiedName } from "../../migration/database-object.ts";
import type { ConstraintDefinition, DataType, SqlExpression } from "../../migration/definition.ts";
import type { Operation } from "../../migration/operation.ts";
import { sameness } from "../../migration/same-name.ts";
import { nodesWithin } from "../../sql/nodes-within.ts";
import type { KnownColumns } from "./known-columns.ts";

/** A value of an enum type. */
export interface EnumValue {
  readonly type: QualifiedName;
  readonly text: string;
}

/** The tables whose columns an expression can name, by the names that it has for them. */
type Tables = ReadonlyMap<string, QualifiedName>;

/**
 * True when PostgreSQL takes a literal in the operation for the value while it reads the statement, so that it refuses a value that is not
 * committed. Each form was tried on PostgreSQL 15 and 18: test/database/enum-value-uses.test.ts.
 */
export function usesValue(operation: Operation, value: EnumValue, columns: KnownColumns): boolean {
  const looker = new Looker(value, columns);
  return looker.byDefinition(operation) || (operation.statement !== null && looker.byStatement(operation.statement));
}

class Looker {
  private readonly value: EnumValue;
  private readonly columns: KnownColumns;

  constructor(value: EnumValue, columns: KnownColumns) {
    this.value = value;
    this.columns = columns;
  }

  byDefinition(operation: Operation): boolean {
    switch (operation.kind) {
      case "create": {
        const { definition, object } = operation;
        if (definition?.kind === "table")
          return (
            definition.columns.some(({ type, default: value }) => this.isDefault(type, value)) ||
            definition.constraints.some((constraint) => this.inCheck(constraint, object))
          );
        if (definition?.kind === "column") return this.isDefault(definition.type, definition.default);
        if (object.table === null) return false;
        const tables = tablesOf({ schema: object.schema, name: object.table });
        if (definition?.kind === "constraint") return this.inExpression(definition.check?.node ?? null, tables);
        return definition?.kind === "index" && this.inExpression(definition.where?.node ?? null, tables);
      }
      case "alter": {
        const { object, change } = operation;
        if (change.kind === "type") return this.inExpression(change.using?.node ?? null, new Map());
        if (change.kind !== "default" || object.table === null || object.name?.text == null) return false;
        const type = this.columns.typeOf({ schema: object.schema, name: object.table }, object.name.text);
        return this.isDefault(type, change.default);
      }
      case "insert":
        return operation.columns.some(({ name, type }, index) => {
          const own = type ?? (name?.text == null ? null : this.columns.typeOf(operation.table, name.text));
          return this.isOfType(own) && operation.rows?.some((row) => row[index] === this.value.text) === true;
        });
      default:
        return false;
    }
  }

  byStatement(statement: Node): boolean {
    const tables = namedTables(statement);
    if (this.inExpression(statement, tables)) return true;
    if (!("UpdateStmt" in statement)) return false;
    const { relation, targetList } = statement.UpdateStmt;
    if (relation?.relname === undefined) return false;
    const table = qualified(relation.schemaname, relation.relname);
    return (targetList ?? []).some(
      (target) =>
        "ResTarget" in target &&
        this.isOfType(this.columns.typeOf(table, target.ResTarget.name ?? "")) &&
        constants(target.ResTarget.val).includes(this.value.text),
    );
  }

  private inCheck(
    { check }: ConstraintDefinition,
    table: { schema: QualifiedName["schema"]; name: QualifiedName["name"] | null },
  ): boolean {
    if (table.name === null) return false;
    return this.inExpression(check?.node ?? null, tablesOf({ schema: table.schema, name: table.name }));
  }

  private inExpression(expression: Node | null, tables: Tables): boolean {
    for (const node of nodesWithin(expression)) {
      if ("TypeCast" in node && this.isCast(node.TypeCast.typeName, node.TypeCast.arg)) return true;
      if ("FuncCall" in node && this.isRange(node.FuncCall.funcname ?? [], node.FuncCall.args ?? [])) return true;
      if (!("A_Expr" in node)) continue;
      const { lexpr, rexpr } = node.A_Expr;
      if (this.isColumn(lexpr, tables) && constants(rexpr).includes(this.value.text)) return true;
      if (this.isColumn(rexpr, tables) && constants(lexpr).includes(this.value.text)) return true;
    }
    return false;
  }

  /** `'new'::type`, `ARRAY['new']::type[]` */
  private isCast(type: TypeName | undefined, argument: Node | undefined): boolean {
    if (type === undefined || !this.isNamed(type) || argument === undefined) return false;
    const array = (type.arrayBounds ?? []).length > 0;
    return array === "A_ArrayExpr" in argument && constants(argument).includes(this.value.text);
  }

  /** `enum_range(NULL::type)` gives all values. */
  private isRange(name: readonly Node[], [argument, ...others]: readonly Node[]): boolean {
    const last = name.at(-1);
    if (last === undefined || !("String" in last) || last.String.sval !== "enum_range" || others.length > 0)
      return false;
    if (argument === undefined || !("TypeCast" in argument)) return false;
    const { typeName } = argument.TypeCast;
    return typeName !== undefined && this.isNamed(typeName);
  }

  private isColumn(node: Node | undefined, tables: Tables): boolean {
    if (node === undefined || !("ColumnRef" in node)) return false;
    const [first, second, ...others] = fieldsOf(node.ColumnRef);
    if (first === undefined || others.length > 0) return false;
    const [only, ...more] = [...new Set(tables.values())];
    const table = second === undefined ? (more.length === 0 ? only : undefined) : tables.get(first);
    return table !== undefined && this.isOfType(this.columns.typeOf(table, second ?? first));
  }

  private isNamed({ names }: TypeName): boolean {
    const parts = (names ?? []).flatMap((part) => ("String" in part ? [part.String.sval ?? ""] : []));
    const name = parts.at(-1);
    return name !== undefined && sameness(qualified(parts.at(-2), name), this.value.type) === "same";
  }

  private isOfType(type: DataType | null): boolean {
    return type !== null && !type.array && sameness(type, this.value.type) === "same";
  }

  private isDefault(type: DataType | null, value: SqlExpression | null): boolean {
    const node = value?.node;
    if (node == null) return false;
    return this.inExpression(node, new Map()) || (this.isOfType(type) && constants(node).includes(this.value.text));
  }
}

/** The texts that are written out: of a literal, or of each in a list. */
function constants(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if ("A_Const" in node) {
    const { sval } = node.A_Const;
    return sval === undefined ? [] : [sval.sval ?? ""];
  }
  if ("List" in node) return (node.List.items ?? []).flatMap(constants);
  if ("A_ArrayExpr" in node) return (node.A_ArrayExpr.elements ?? []).flatMap(constants);
  return [];
}

function namedTables(statement: Node): Tables {
  const tables = new Map<string, QualifiedName>();
  for (const node of [...nodesWithin(statement), ...relationOf(statement)]) {
    if (!("RangeVar" in node)) continue;
    const { schemaname, relname, alias } = node.RangeVar;
    if (relname !== undefined) tables.set(alias?.aliasname ?? relname, qualified(schemaname, relname));
  }
  return tables;
}

/** The table that a statement is about stands in it without a node of its own. */
function relationOf(statement: Node): readonly Node[] {
  const relation =
    "UpdateStmt" in statement
      ? statement.UpdateStmt.relation
      : "DeleteStmt" in statement
        ? statement.DeleteStmt.relation
        : "IndexStmt" in statement
          ? statement.IndexStmt.relation
          : "CreatePolicyStmt" in statement
            ? statement.CreatePolicyStmt.table
            : undefined;
  return relation === undefined ? [] : [{ RangeVar: relation }];
}

function tablesOf(table: QualifiedName): Tables {
  return new Map([[table.name.text ?? "", table]]);
}

function qualified(schema: string | undefined, name: string): QualifiedName {
  return { schema: schema === undefined || schema === "" ? null : known(schema), name: known(name) };
}

function fieldsOf({ fields }: ColumnRef): readonly string[] {
  return (fields ?? []).flatMap((field) => ("String" in field ? [field.String.sval ?? ""] : []));
}
