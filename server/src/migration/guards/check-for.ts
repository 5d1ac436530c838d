import type { DatabaseObject } from "../database-object.ts";
import type { Guard } from "../guard.ts";
import { mayBeMadeFor } from "../made-name.ts";
import type { Operation } from "../operation.ts";
import { failureConditions } from "./failure-conditions.ts";
import { implies } from "./implication.ts";

type ExistenceGuard = Extract<Guard, { kind: "existence" }>;

/** How an operation is guarded against an object's being there, or not. */
export type Check =
  /** A guard checks this very object, or catches the failure. */
  | { readonly state: "fitting" }
  /** What is checked can't be known, and may be this object. */
  | { readonly state: "unknown" }
  /** Other objects are checked, or this one the wrong way round: the innermost such guard. */
  | { readonly state: "other"; readonly guard: ExistenceGuard }
  | { readonly state: "none" };

/**
 * Whether `operation` runs only when `object` is there or, with `exists` false, is not there; gates count for nothing.
 * A name without schema is that of any schema where the catalog is asked, else one of `public`.
 */
export function checkFor(operation: Operation, object: DatabaseObject, exists: boolean): Check {
  const conditions = failureConditions(operation, object, exists);
  let check: Check = { state: "none" };
  for (const guard of operation.guards) {
    if (guard.kind === "gate") continue;
    if (guard.kind === "handler") {
      if (guard.conditions.some((condition) => conditions.includes(condition.toLowerCase())))
        return { state: "fitting" };
      continue;
    }
    const answer =
      guard.kind === "query" ? null : implies(guard, { object: underNameOf(guard, operation, object), exists });
    if (answer === true) return { state: "fitting" };
    if (answer === null) check = { state: "unknown" };
    else if (check.state !== "unknown" && guard.kind === "existence") check = { state: "other", guard };
  }
  return check;
}

/** The object, by the name that is looked for, where a naming convention may have made that of its own. */
function underNameOf(guard: ExistenceGuard, operation: Operation, object: DatabaseObject): DatabaseObject {
  const { name } = guard.object;
  if (operation.kind !== "create" || object !== operation.object || name === null || name.text === null) return object;
  return mayBeMadeFor(operation, name.text) ? { ...object, name } : object;
}
