import type { Guard } from "../../../migration/guard.ts";
import type { Operation } from "../../../migration/operation.ts";
import type { Span } from "../../../python/syntax.ts";
import type { LineIndex } from "../../line-index.ts";
import type { Circumstances, RecordedGuard } from "../recorded-operation.ts";
import { recordedObject } from "./names.ts";

type Around = Omit<Circumstances, "at">;

/** Under which circumstances an operation is carried out, beside its place. */
export function circumstancesOf(operation: Operation): Around {
  const { transaction, directive } = operation;
  const guards = [...operation.guards.flatMap(recordedGuard), ...caughtAround(operation)];
  const circumstances: { -readonly [each in keyof Around]: Around[each] } = {};
  if (transaction !== "open") circumstances.transaction = transaction;
  if (guards.length > 0) circumstances.guards = guards;
  if (isPerhaps(operation)) circumstances.perhaps = true;
  if (directive !== null) circumstances.directive = true;
  if (isIfTable(operation)) circumstances.ifTable = true;
  return circumstances;
}

/** Where something stands: the lines and characters of its start and end. */
export function placeOf({ start, end }: Span, lines: LineIndex): Circumstances["at"] {
  const [from, to] = [lines.position(start), lines.position(end)];
  return [from.line, from.character, to.line, to.character];
}

function recordedGuard(guard: Guard): readonly RecordedGuard[] {
  switch (guard.kind) {
    case "existence":
      return [
        {
          object: recordedObject(guard.object),
          exists: guard.exists,
          offset: guard.start,
          ...(guard.partial === true ? { partial: true } : {}),
        },
      ];
    case "handler":
      return [{ caught: guard.start, conditions: guard.conditions }];
    default:
      return [];
  }
}

/**
 * The `try` or `suppress` of Python that lets the migration go on after an error of the operation. Where it loses the transaction with it,
 * the migration fails all the same.
 */
function caughtAround({ sheltered, swallower, origin }: Operation): readonly RecordedGuard[] {
  if (!sheltered || swallower !== null) return [];
  const frame = origin.frames.find(({ kind }) => kind === "try" || kind === "with");
  return [{ caught: frame !== undefined && "node" in frame ? frame.node.start : origin.call.start }];
}

function isIfTable({ statement }: Operation): boolean {
  return statement !== null && "AlterTableStmt" in statement && statement.AlterTableStmt.missing_ok === true;
}

function isPerhaps({ guards, origin }: Operation): boolean {
  return (
    guards.some(({ kind }) => kind === "gate" || kind === "query") ||
    origin.frames.some(
      (frame) =>
        (frame.kind === "loop" && frame.turns === null) ||
        (frame.kind === "try" && frame.part !== "body" && frame.part !== "finally"),
    )
  );
}
