import type { DatabaseObject, Operand, QualifiedName } from "../../server/src/migration/database-object.ts";
import type {
  Change,
  ColumnDefinition,
  ConstraintDefinition,
  DataType,
  Definition,
  SqlExpression,
} from "../../server/src/migration/definition.ts";
import type { Insert, Operation } from "../../server/src/migration/operation.ts";

/**
 * What operations do, in a form in which a directive and the SQL that Alembic renders for it are equal: whether a constraint
 * stands at its column or beside it, and in which order a table's constraints and what follows it come, makes no difference.
 * Names that a naming convention chooses are left out.
 */
export function comparable(operations: readonly Operation[]): readonly unknown[] {
  const merged: Operation[] = [];
  for (const operation of operations) {
    const before = merged.at(-1);
    if (operation.kind === "insert" && before?.kind === "insert" && sameTarget(operation, before))
      merged[merged.length - 1] = { ...before, rows: [...(before.rows ?? []), ...(operation.rows ?? [])] };
    else merged.push(operation);
  }
  return inOrder(merged.map((operation) => [operation, contentOf(operation)] as const));
}

/** One INSERT of several rows is as good as one for each. */
function sameTarget(a: Insert, b: Insert): boolean {
  return JSON.stringify([nameOf(a.table), columnNames(a)]) === JSON.stringify([nameOf(b.table), columnNames(b)]);
}

function columnNames({ columns }: Insert): readonly (string | null)[] {
  return columns.map(({ name }) => name?.text ?? null);
}

/** SQLAlchemy 1.4 keeps a table's constraints and indexes in sets. */
function inOrder(contents: readonly (readonly [Operation, unknown])[]): readonly unknown[] {
  const result: unknown[] = [];
  let group: string[] = [];
  const finish = () => {
    result.push(...group.sort().map((text): unknown => JSON.parse(text)));
    group = [];
  };
  for (const [operation, content] of contents) {
    const loose = operation.kind === "create" && ["constraint", "index"].includes(operation.object.type);
    if (loose) group.push(JSON.stringify(content));
    else {
      finish();
      result.push(content);
    }
  }
  finish();
  return result;
}

function contentOf(operation: Operation): unknown {
  switch (operation.kind) {
    case "create": {
      const { object, definition, orReplace } = operation;
      return { kind: "create", object: objectOf(object), orReplace, definition: definitionOf(definition) };
    }
    case "drop": {
      const { object, cascade, concurrently } = operation;
      const { table, ...rest } = objectOf(object);
      // SQL does not say which table a dropped index is on.
      return { kind: "drop", object: object.type === "index" ? rest : { ...rest, table }, cascade, concurrently };
    }
    case "rename":
      return { kind: "rename", object: objectOf(operation.object), to: operation.to.text };
    case "alter":
      return { kind: "alter", object: objectOf(operation.object), change: changeOf(operation.change) };
    case "comment":
      return { kind: "comment", object: objectOf(operation.object), text: operation.text?.text ?? null };
    case "insert":
      return { kind: "insert", table: nameOf(operation.table), columns: columnNames(operation), rows: operation.rows };
    case "write":
      return { kind: "write", command: operation.command, table: nameOf(operation.table) };
    default:
      return { kind: operation.kind };
  }
}

function objectOf({ type, schema, table, name }: DatabaseObject) {
  const own = textOf(name);
  // An index without a name gets one by the metadata's naming convention: SQLAlchemy's own begins so.
  const convention = type === "index" && own?.startsWith("ix_") === true;
  return { type, schema: textOf(schema), table: textOf(table), name: convention ? null : own };
}

function definitionOf(definition: Definition | null): unknown {
  if (definition === null) return null;
  switch (definition.kind) {
    case "table": {
      const { columns, constraints, partitionOf, fromQuery, temporary } = definition;
      const all = [...constraints, ...columns.flatMap((column) => column.constraints)];
      return {
        columns: columns.map(columnOf),
        constraints: all.map((each) => JSON.stringify(constraintOf(each))).sort(),
        partitionOf,
        fromQuery,
        temporary,
      };
    }
    case "column":
      return { ...columnOf(definition), constraints: definition.constraints.map(constraintOf) };
    case "constraint":
      return constraintOf(definition);
    case "index":
      return { ...definition, where: expressionOf(definition.where) };
    case "enum":
      return { labels: definition.labels };
  }
}

function columnOf({ name, type, nullable, default: value, generated }: ColumnDefinition) {
  return { name: textOf(name), type: typeOf(type), nullable, default: expressionOf(value), generated };
}

function constraintOf(definition: ConstraintDefinition) {
  const { name, type, columns, references, check, notValid, usingIndex } = definition;
  return {
    name: textOf(name),
    type,
    columns,
    references: references === null ? null : { table: nameOf(references.table), columns: references.columns },
    check: expressionOf(check),
    notValid,
    usingIndex,
  };
}

function typeOf(type: DataType | null) {
  if (type === null) return null;
  const { schema, name, modifiers, array } = type;
  return { schema: textOf(schema), name: textOf(name), modifiers, array };
}

function changeOf(change: Change): unknown {
  switch (change.kind) {
    case "type":
      return { kind: "type", type: typeOf(change.type), using: expressionOf(change.using) };
    case "default":
      return { kind: "default", default: expressionOf(change.default) };
    default:
      return change;
  }
}

/** An expression by PostgreSQL's tree without positions. */
function expressionOf(expression: SqlExpression | null): unknown {
  return expression === null ? null : (withoutPositions(expression.node) ?? "unknown");
}

function withoutPositions(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutPositions);
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => !["location", "rexpr_list_start", "rexpr_list_end"].includes(key))
      .map(([key, value]) => [key, withoutPositions(value)]),
  );
}

function nameOf({ schema, name }: QualifiedName) {
  return { schema: textOf(schema), name: textOf(name) };
}

function textOf(operand: Operand | null): string | null {
  return operand?.text ?? null;
}
