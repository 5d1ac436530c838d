import type { Frame } from "../python/frame.ts";
import { isQueried } from "../python/value.ts";
import type { Guard } from "./guard.ts";

/** The conditions that the run is under inside of `frames`, outermost first. */
export function guardsOf(frames: readonly Frame[]): readonly Guard[] {
  return frames.flatMap((frame): Guard[] =>
    frame.kind === "branch"
      ? [{ kind: isQueried(frame.test) ? "query" : "gate", start: frame.place.start, end: frame.place.end }]
      : [],
  );
}
