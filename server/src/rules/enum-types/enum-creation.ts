import type { Create, Operation } from "../../migration/operation.ts";
import type { Call } from "../../python/syntax.ts";

/** A creation of an enum type: by SQL, by `.create(bind)`, or with a table. */
export interface EnumCreation extends Create {
  readonly definition: Extract<Create["definition"], { kind: "enum" }>;
}

export function isEnumCreation(operation: Operation): operation is EnumCreation {
  return operation.kind === "create" && operation.definition?.kind === "enum";
}

/** The creation of the table whose column's type this is; null for a type that is created by itself. */
export function tableOf(creation: EnumCreation, operations: readonly Operation[]): Create | null {
  return creation.statement === null ? (tablesByCall(operations).get(creation.origin.call) ?? null) : null;
}

const known = new WeakMap<readonly Operation[], ReadonlyMap<Call, Create>>();

function tablesByCall(operations: readonly Operation[]): ReadonlyMap<Call, Create> {
  let tables = known.get(operations);
  if (tables === undefined) {
    const found = new Map<Call, Create>();
    for (const operation of operations) {
      const { call } = operation.origin;
      if (operation.kind === "create" && operation.object.type === "table" && !found.has(call))
        found.set(call, operation);
    }
    tables = found;
    known.set(operations, tables);
  }
  return tables;
}
