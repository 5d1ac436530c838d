import type { PointState, TickedPoint } from "./checklist.ts";

/** How a state is marked in a text. */
export const marks: Readonly<Record<PointState, string>> = { held: "✓", failed: "✗", untested: "–", unchecked: "?" };

/** The point as a line: `✓ Uses … – adds no enum value`. */
export function pointLine({ state, title, why }: Pick<TickedPoint, "state" | "title" | "why">): string {
  return `${marks[state]} ${title}${why === "" ? "" : ` (${why})`}`;
}
