import type { Create, Operation } from "../../migration/operation.ts";

/** A creation of an enum type: by SQL, by `.create(bind)`, or with a table. */
export interface EnumCreation extends Create {
  readonly definition: Extract<Create["definition"], { kind: "enum" }>;
}

export function isEnumCreation(operation: Operation): operation is EnumCreation {
  return operation.kind === "create" && operation.definition?.kind === "enum";
}

/** The creation of the table whose column's type this is; null for a type that is created by itself. */
export function tableOf(creation: EnumCreation, operations: readonly Operation[]): Create | null {
  if (creation.statement !== null) return null;
  return (
    operations.find(
      (operation): operation is Create =>
        operation.kind === "create" &&
        operation.object.type === "table" &&
        operation.origin.call === creation.origin.call,
    ) ?? null
  );
}
