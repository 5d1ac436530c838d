import { phraseSpan } from "../migration/edit/sql-clause.ts";
import { adviceFor } from "./idempotency/advice.ts";
import { failureInWords } from "./idempotency/in-words.ts";
import { repeatableBy } from "./idempotency/repeatable-by.ts";
import { repeatableFix } from "./idempotency/repeatable-fix.ts";
import { unrepeatedOf } from "./idempotency/unrepeated.ts";
import type { Rule } from "./rule.ts";

/** DROP … fails on what is gone, as does a rename (manual, DROP TABLE and others); 157 operations were run twice, on PostgreSQL 15 and 18. */
export const missingIfExists: Rule = {
  name: "missing-if-exists",
  description: "Something is dropped, or a table renamed, without `IF EXISTS`: a second run fails.",
  group: "idempotency",
  guideline: ["§4", "§5"],
  severity: "warning",
  fix: "safe",
  needs: ["drop", "rename", "alter"],
  *check(script, context, settings) {
    for (const unrepeated of unrepeatedOf(script)) {
      const { operation } = unrepeated;
      if (operation.kind !== "drop" && operation.kind !== "rename" && operation.kind !== "alter") continue;
      if (repeatableBy(operation) !== "exists clause") continue;
      const fix = repeatableFix({ script, context, settings }, unrepeated);
      yield {
        message: `${failureInWords(unrepeated)} ${adviceFor({ script, context, settings }, unrepeated, "IF EXISTS", fix)}`,
        fix,
        ...phraseSpan(script, operation),
      };
    }
  },
};
