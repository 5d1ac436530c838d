import type { DatabaseObject, Operand, QualifiedName } from "../database-object.ts";
import type { Definition } from "../definition.ts";
import type { Create, OperationContent } from "../operation.ts";

export function tableObject({ schema, name }: QualifiedName): DatabaseObject {
  return { type: "table", schema, table: null, name };
}

/** A column, constraint or index of a table. */
export function partOf(
  table: { readonly schema: Operand | null; readonly name: Operand | null },
  type: "column" | "constraint" | "index",
  name: Operand | null,
): DatabaseObject {
  return { type, schema: table.schema, table: table.name, name };
}

export function typeObject({ schema, name }: QualifiedName): DatabaseObject {
  return { type: "type", schema, table: null, name };
}

export function creation(
  object: DatabaseObject,
  definition: Definition | null,
  ifNotExists = false,
): Pick<Create, "kind" | "object" | "ifNotExists" | "orReplace" | "definition"> {
  return { kind: "create", object, ifNotExists, orReplace: false, definition };
}

export function removal(
  object: DatabaseObject,
  options: { readonly ifExists?: boolean; readonly cascade?: boolean; readonly concurrently?: boolean } = {},
): OperationContent {
  const { ifExists = false, cascade = false, concurrently = false } = options;
  return { kind: "drop", object, ifExists, cascade, concurrently };
}
