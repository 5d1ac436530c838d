import { objectInWords } from "../migration/in-words.ts";
import type { Rule } from "./rule.ts";

/**
 * SQLAlchemy refuses to render DROP CONSTRAINT for a constraint without a name: a CompileError, before anything is sent (measured with
 * SQLAlchemy 1.4.46 and Alembic 1.8.1). A naming convention of `target_metadata` may give it one.
 */
export const constraintNameMissing: Rule = {
  name: "constraint-name-missing",
  description:
    "`op.drop_constraint(None, …)`, as autogenerate leaves it, always fails: SQLAlchemy can't drop a constraint that has no name.",
  group: "run time",
  guideline: ["§6"],
  severity: "error",
  fix: "none",
  needs: ["drop"],
  *check(script, { environment }) {
    const convention = environment?.namingConvention ?? null;
    if (convention === true) return;
    for (const operation of script.operations) {
      if (operation.kind !== "drop" || operation.directive === null || operation.object.type !== "constraint") continue;
      // The error is Python's, so that a handler can go on without harm.
      if (operation.object.name !== null || operation.sheltered) continue;
      const what = objectInWords(operation.object);
      yield {
        start: operation.start,
        end: operation.end,
        severity: convention === false ? "error" : "warning",
        message:
          convention === false
            ? `This ${what} has no name, and SQLAlchemy can't drop it without one: the call always fails. Give the name that it has in the database.`
            : `This ${what} has no name: unless a naming convention of the metadata gives it one, the call fails. Give the name that it has in the database.`,
        fix: null,
      };
    }
  },
};
