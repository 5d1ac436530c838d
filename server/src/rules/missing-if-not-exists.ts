import type { Rule } from "./rule.ts";

/** Which fact of PostgreSQL or Alembic this rests on, and where it was measured or read. */
export const missingIfNotExists: Rule = {
  name: "missing-if-not-exists",
  description: "One sentence: what goes wrong.",
  group: "run time",
  guideline: ["§1"],
  severity: "warning",
  fix: "none",
  *check(script) {
    for (const operation of script.operations) {
      if (operation.kind !== "opaque sql" || operation.checked) continue;
      yield {
        start: operation.start,
        end: operation.end,
        message: "What happens, on which object. What to do.",
        fix: null,
      };
    }
  },
};
