import type { QualifiedName } from "../../migration/database-object.ts";
import type { Guard } from "../../migration/guard.ts";
import { checkFor } from "../../migration/guards/check-for.ts";
import type { Operation } from "../../migration/operation.ts";
import { ranBefore } from "../../migration/ran-before.ts";
import { sameness } from "../../migration/same-name.ts";
import { effectsOn, isType, type TypeEffect } from "./type-effects.ts";

/** What the operations before a point make of a type: `untouched` where none is about it. */
export type Presence = TypeEffect | "untouched";

/** Whether `type` is there when `operations[index]` runs, as far as the operations before it in the same function tell. */
export function presenceBefore(operations: readonly Operation[], index: number, type: QualifiedName): Presence {
  const later = operations[index];
  if (later === undefined) return "unknown";
  const last = effectsOn(operations, type).findLast((each) => each.index < index);
  if (last === undefined) return "untouched";
  // What is left out because of the type itself leaves the type as it would have made it.
  const ran = ranBefore(last.operation, later, (guard) => guard.kind === "handler" || isAbout(guard, type));
  return last.effect !== "unknown" && ran ? last.effect : "unknown";
}

/** Whether the function takes a type that `creation` has made away again, or gives it another name: then it is not there when it is run once more. */
export function isGoneAtEnd(operations: readonly Operation[], creation: Operation, type: QualifiedName): boolean {
  const last = effectsOn(operations, type).at(-1);
  if (last === undefined || last.effect !== "gone") return false;
  return ranBefore(
    last.operation,
    creation,
    (guard) => guard.kind === "existence" && guard.exists && isAbout(guard, type),
  );
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
