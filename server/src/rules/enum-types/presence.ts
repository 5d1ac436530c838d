import type { QualifiedName } from "../../migration/database-object.ts";
import type { Guard } from "../../migration/guard.ts";
import { checkFor } from "../../migration/guards/check-for.ts";
import { nameOf } from "../../migration/name-of.ts";
import { isOpaque } from "../../migration/opaque.ts";
import type { Operation } from "../../migration/operation.ts";
import { ranBefore } from "../../migration/ran-before.ts";
import { sameness } from "../../migration/same-name.ts";

/** What the operations before a point make of a type: `untouched` where none is about it. */
export type Presence = "created" | "gone" | "untouched" | "unknown";

/** Whether `type` is there when `operations[index]` runs, as far as the operations before it in the same function tell. */
export function presenceBefore(operations: readonly Operation[], index: number, type: QualifiedName): Presence {
  const later = operations[index];
  if (later === undefined) return "unknown";
  for (const operation of operations.slice(0, index).toReversed()) {
    const effect = effectOn(operation, type);
    if (effect === null) continue;
    // What is left out because of the type itself leaves the type as it would have made it.
    const ran = ranBefore(operation, later, (guard) => guard.kind === "handler" || isAbout(guard, type));
    return effect !== "unknown" && ran ? effect : "unknown";
  }
  return "untouched";
}

/** What an operation makes of a type; null when it leaves it as it is. */
export function effectOn(operation: Operation, type: QualifiedName): Exclude<Presence, "untouched"> | null {
  if (isOpaque(operation)) return "unknown";
  switch (operation.kind) {
    case "create":
      return isType(operation.object.type) ? when(sameness(nameOf(operation), type), "created") : null;
    case "drop": {
      if (operation.object.type === "schema") return operation.cascade ? "unknown" : null;
      return isType(operation.object.type) ? when(sameness(nameOf(operation), type), "gone") : null;
    }
    case "rename": {
      if (!isType(operation.object.type)) return null;
      const renamed = { schema: operation.object.schema, name: operation.to };
      return when(sameness(nameOf(operation), type), "gone") ?? when(sameness(renamed, type), "created");
    }
    case "alter":
      return isType(operation.object.type) &&
        operation.change.kind === "schema" &&
        operation.object.name?.text === type.name.text
        ? "unknown"
        : null;
    default:
      return null;
  }
}

/**
 * True when `operation` runs only where the type is there or, with `exists` false, is not; also where that can't be known, or its error would
 * be caught.
 */
export function looksFor(operation: Operation, { schema, name }: QualifiedName, exists: boolean): boolean {
  const { state } = checkFor(operation, { type: "type", schema, table: null, name }, exists);
  return operation.sheltered || state === "fitting" || state === "unknown";
}

function isAbout(guard: Guard, type: QualifiedName): boolean {
  if (guard.kind !== "existence" || !isType(guard.object.type) || guard.object.name === null) return false;
  return sameness({ schema: guard.object.schema, name: guard.object.name }, type) !== "different";
}

function isType(type: string): boolean {
  return type === "type" || type === "domain";
}

function when<T>(same: ReturnType<typeof sameness>, effect: T): T | "unknown" | null {
  if (same === "different") return null;
  return same === "same" ? effect : "unknown";
}
