import { phraseSpan } from "../migration/edit/sql-clause.ts";
import { failureInWords } from "./idempotency/in-words.ts";
import { repeatableBy } from "./idempotency/repeatable-by.ts";
import { repeatableFix } from "./idempotency/repeatable-fix.ts";
import { isReplaceable } from "./idempotency/replaceable.ts";
import { unrepeatedOf } from "./idempotency/unrepeated.ts";
import type { Rule } from "./rule.ts";

/** CREATE OR REPLACE TRIGGER is PostgreSQL 14's, and refused for a constraint trigger (manual, CREATE TRIGGER; measured on 15). */
export const missingOrReplace: Rule = {
  name: "missing-or-replace",
  description: "A function, procedure, view, trigger or rule is created without `OR REPLACE`: a second run fails.",
  group: "idempotency",
  guideline: ["§5"],
  severity: "warning",
  fix: "safe",
  needs: ["create"],
  *check(script, context, settings) {
    for (const unrepeated of unrepeatedOf(script)) {
      const { operation } = unrepeated;
      if (operation.kind !== "create" || repeatableBy(operation) !== "replace clause") continue;
      const fix = repeatableFix({ script, context, settings }, unrepeated);
      const advice = isReplaceable(operation, settings) ? "Add OR REPLACE" : "Drop it first, with IF EXISTS";
      yield {
        message: `${failureInWords(unrepeated)} ${fix?.message ?? advice}.`,
        fix,
        ...phraseSpan(script, operation),
      };
    }
  },
};
