import { headingOf } from "../migration/heading.ts";
import type { Rule } from "./rule.ts";

/** What libpg_query, PostgreSQL's own parser (18), rejects, the server rejects with the same words (42601; measured with PostgreSQL 15 and 18). */
export const sqlSyntaxError: Rule = {
  name: "sql-syntax-error",
  description: "A SQL statement that PostgreSQL's parser rejects: it always fails.",
  group: "run time",
  guideline: ["§6"],
  severity: "error",
  fix: "none",
  needs: ["broken sql"],
  *check(script) {
    for (const operation of script.operations) {
      if (operation.kind !== "broken sql" || operation.error === null) continue;
      const { origin, guards, sheltered, swallower, transaction, inDoBlock } = operation;
      // What stands in another file can't be shown; a gate may be for another database, and so may the connection.
      if (origin.foreign || inDoBlock || transaction === "other connection") continue;
      if (guards.some(({ kind }) => kind === "gate") || (sheltered && swallower === null)) continue;
      if (isForMySql(origin.words?.() ?? [])) continue;
      const { start, end } = operation.error.span ?? headingOf(script, operation);
      yield {
        start,
        end,
        message: `PostgreSQL can't parse this statement: ${operation.error.message}. It always fails: correct it.`,
        fix: null,
      };
    }
  },
};

/** A table's character set or engine, which only MySQL has: the project runs on that, or asks for the dialect elsewhere. */
function isForMySql(words: readonly { readonly text: string }[]): boolean {
  const texts = words.map(({ text }) => text.toUpperCase());
  const has = (first: string, second: string) => texts.some((text, at) => text === first && texts[at + 1] === second);
  return texts[0] === "ALTER" && texts[1] === "TABLE" && (has("CHARACTER", "SET") || has("ENGINE", "="));
}
