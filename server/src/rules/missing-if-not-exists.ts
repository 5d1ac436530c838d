import { phraseSpan } from "../migration/edit/sql-clause.ts";
import { objectInWords } from "../migration/in-words.ts";
import { adviceFor } from "./idempotency/advice.ts";
import { failureInWords } from "./idempotency/in-words.ts";
import { repeatableBy } from "./idempotency/repeatable-by.ts";
import { repeatableFix } from "./idempotency/repeatable-fix.ts";
import { unrepeatedOf } from "./idempotency/unrepeated.ts";
import type { Rule } from "./rule.ts";

/** CREATE … fails on what is there (manual, CREATE TABLE and others); 157 operations were run twice, on PostgreSQL 15 and 18. */
export const missingIfNotExists: Rule = {
  name: "missing-if-not-exists",
  description:
    "A table, index, column, schema, sequence or extension is created without `IF NOT EXISTS`: a second run fails.",
  group: "idempotency",
  guideline: ["§4", "§5"],
  severity: "warning",
  fix: "safe",
  needs: ["create"],
  *check(script, context, settings) {
    for (const unrepeated of unrepeatedOf(script)) {
      const { operation, outcome } = unrepeated;
      if (operation.kind !== "create" || repeatableBy(operation) !== "exists clause") continue;
      const fix = repeatableFix({ script, context, settings }, unrepeated);
      const { table } = operation.object;
      yield {
        message:
          outcome === "happens twice"
            ? `Each run adds another index to ${objectInWords({ ...operation.object, type: "table", table: null, name: table })}, since this one has no name. Name it, and add IF NOT EXISTS.`
            : `${failureInWords(unrepeated)} ${adviceFor({ script, context, settings }, unrepeated, "IF NOT EXISTS", fix)}`,
        fix,
        ...phraseSpan(script, operation),
      };
    }
  },
};
