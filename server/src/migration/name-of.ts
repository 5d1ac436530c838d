import type { QualifiedName } from "./database-object.ts";
import type { Operation } from "./operation.ts";

/** The name of the object that an operation is about. */
export function nameOf({
  object,
}: Extract<Operation, { kind: "create" | "drop" | "rename" | "alter" }>): QualifiedName {
  return { schema: object.schema, name: object.name ?? { text: null, expression: null } };
}
