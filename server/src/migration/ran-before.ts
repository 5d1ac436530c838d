import type { Frame } from "../python/frame.ts";
import type { Guard } from "./guard.ts";
import type { Operation } from "./operation.ts";

/**
 * True when `earlier`, which comes first in the same function, has run whenever `later` runs: what it depends on, `later` depends on too.
 * @param excused conditions of `earlier` that don't matter.
 */
export function ranBefore(earlier: Operation, later: Operation, excused: (guard: Guard) => boolean): boolean {
  const shared = (guard: Guard) =>
    later.guards.some(({ kind, start, end }) => kind === guard.kind && start === guard.start && end === guard.end);
  return (
    !exclude(earlier, later) &&
    earlier.guards.every((guard) => excused(guard) || shared(guard)) &&
    earlier.origin.frames.every(
      (frame) => !mayBeSkipped(frame) || later.origin.frames.some((other) => isSame(frame, other)),
    )
  );
}

/** True in the two branches of one condition. */
function exclude(earlier: Operation, later: Operation): boolean {
  return earlier.origin.frames.some(
    (a) =>
      a.kind === "branch" &&
      later.origin.frames.some(
        (b) =>
          b.kind === "branch" && a.place.start === b.place.start && a.place.end === b.place.end && a.holds !== b.holds,
      ),
  );
}

function mayBeSkipped(frame: Frame): boolean {
  if (frame.kind === "try") return frame.part !== "body" && frame.part !== "finally";
  return frame.kind === "loop" && frame.turns === null;
}

function isSame(a: Frame, b: Frame): boolean {
  return a.kind === b.kind && a.node === b.node && (a.kind !== "try" || b.kind !== "try" || a.part === b.part);
}
