import { failureConditions } from "../../migration/guards/failure-conditions.ts";
import type { Operation } from "../../migration/operation.ts";

/** PostgreSQL's name of the error that an operation meets when it is done already: `duplicate_table`; null where there is none. */
export function failureOf(operation: Operation): string | null {
  if (operation.kind === "rename enum value") {
    const { schema, name } = operation.type;
    const object = { type: "enum value", schema, table: name, name: operation.value } as const;
    return failureConditions(operation, object, true)[0] ?? null;
  }
  if (!("object" in operation) || operation.object === null) return null;
  return failureConditions(operation, operation.object, failsWhereGone(operation))[0] ?? null;
}

function failsWhereGone(operation: Operation): boolean {
  return (
    operation.kind === "drop" ||
    operation.kind === "rename" ||
    (operation.kind === "alter" && operation.change.kind === "schema")
  );
}
