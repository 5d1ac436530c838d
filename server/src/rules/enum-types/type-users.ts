import type { DatabaseObject, Operand, QualifiedName } from "../../migration/database-object.ts";
import type { DataType } from "../../migration/definition.ts";
import type { Operation } from "../../migration/operation.ts";
import { sameness } from "../../migration/same-name.ts";

/** A column that an operation gives a type. */
export interface TypedColumn {
  readonly table: QualifiedName;
  readonly name: Operand;
  readonly type: DataType;
}

/** The columns that an operation creates, or changes to another type. */
export function typedColumns(operation: Operation): readonly TypedColumn[] {
  if (operation.kind === "create") {
    const { definition, object } = operation;
    if (definition?.kind === "table") {
      const table = { schema: object.schema, name: object.name };
      return definition.columns.flatMap(({ name, type }) => column(table, name, type));
    }
    if (definition?.kind === "column")
      return column({ schema: object.schema, name: object.table }, object.name, definition.type);
    return [];
  }
  if (operation.kind !== "alter" || operation.object.type !== "column" || operation.change.kind !== "type") return [];
  const { object, change } = operation;
  return column({ schema: object.schema, name: object.table }, object.name, change.type);
}

/** True when an object is the table of `column`, or the column itself. */
export function holds(object: DatabaseObject, { table, name }: Pick<TypedColumn, "table" | "name">): boolean {
  if (object.type === "table")
    return object.name !== null && isSame({ schema: object.schema, name: object.name }, table);
  if (object.type !== "column" || object.table === null || object.name?.text !== name.text) return false;
  return isSame({ schema: object.schema, name: object.table }, table);
}

function isSame(a: QualifiedName, b: QualifiedName): boolean {
  return sameness(a, b) === "same";
}

function column(
  table: { readonly schema: Operand | null; readonly name: Operand | null },
  name: Operand | null,
  type: DataType | null,
): readonly TypedColumn[] {
  if (table.name === null || name === null || type === null) return [];
  return [{ table: { schema: table.schema, name: table.name }, name, type }];
}
