/** Something that must not happen, and did. */
export interface Violation {
  /** Says which property was violated, and by what; the same for every text on which the same goes wrong. */
  readonly property: string;
  /** More, for whoever mends it. */
  readonly detail: string;
}

/** An error as a violation: two that are thrown in the same place are the same. */
export function thrown(doing: string, error: unknown): Violation {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = (error instanceof Error ? error.message : String(error)).replace(/\d+/g, "N").slice(0, 80);
  return { property: `${doing} threw: ${message}`, detail: stack.split("\n").slice(0, 12).join("\n") };
}
