import { headingOf } from "../migration/heading.ts";
import { nameInWords } from "../migration/in-words.ts";
import type { Operation } from "../migration/operation.ts";
import { unrepeatedOf } from "./idempotency/unrepeated.ts";
import type { Rule } from "./rule.ts";

/** Rows go in twice, or their key is refused (measured: INSERT and `op.bulk_insert`, with and without a key). */
export const insertNotIdempotent: Rule = {
  name: "insert-not-idempotent",
  description:
    "Literal rows are inserted without `ON CONFLICT` or a check: a second run fails on their key, or has them twice.",
  group: "idempotency",
  guideline: ["§5"],
  severity: "info",
  fix: "none",
  needs: ["insert"],
  *check(script) {
    // Of a table that is filled row by row, the first row says it for all.
    const filled = new Set<string>();
    for (const { operation } of unrepeatedOf(script)) {
      if (operation.kind !== "insert" || isForAnswer(operation)) continue;
      const table = `${operation.direction} ${nameInWords(operation.table)}`;
      if (filled.has(table)) continue;
      filled.add(table);
      yield {
        message: `A second run inserts these rows into ${nameInWords(operation.table)} once more, or fails on their key. Add ON CONFLICT, or check first whether they are there.`,
        fix: null,
        ...headingOf(script, operation),
      };
    }
  },
};

/** In a loop over what the database has answered, the rows are those of a query, which may look for what is missing. */
function isForAnswer({ origin }: Operation): boolean {
  return origin.frames.some((frame) => frame.kind === "loop" && frame.queried);
}
