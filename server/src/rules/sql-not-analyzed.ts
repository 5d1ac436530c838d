import type { Rule } from "./rule.ts";

/** About the linter: no other rule can look at such a text. */
export const sqlNotAnalyzed: Rule = {
  name: "sql-not-analyzed",
  description: "The text of an executed SQL string can't be determined from the file, so that no rule looks at it.",
  group: "linter",
  guideline: [],
  severity: "hint",
  fix: "none",
  needs: ["opaque sql"],
  *check(script) {
    for (const operation of script.operations) {
      if (operation.kind !== "opaque sql") continue;
      yield {
        start: operation.start,
        end: operation.end,
        message:
          "What this executes can't be determined from the file: no rule looks at it. Write the SQL out here, or check it by hand.",
        fix: null,
      };
    }
  },
};
