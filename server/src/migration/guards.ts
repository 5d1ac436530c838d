import type { Frame } from "../python/frame.ts";
import type { Guard } from "./guard.ts";

/** The conditions that the run is under inside of `frames`, outermost first. */
export function guardsOf(frames: readonly Frame[]): readonly Guard[] {
  return frames.flatMap((frame): Guard[] =>
    frame.kind === "branch"
      ? [{ kind: frame.queried ? "query" : "gate", start: frame.body.start, end: frame.body.end }]
      : [],
  );
}
