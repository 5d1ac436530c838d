import type { Context } from "../context.ts";
import { phraseSpan } from "../migration/edit/sql-clause.ts";
import { headingOf } from "../migration/heading.ts";
import { objectInWords } from "../migration/in-words.ts";
import type { Create } from "../migration/operation.ts";
import { failureInWords } from "./idempotency/in-words.ts";
import { repeatableBy } from "./idempotency/repeatable-by.ts";
import { repeatableFix } from "./idempotency/repeatable-fix.ts";
import { unrepeatedOf } from "./idempotency/unrepeated.ts";
import type { Rule } from "./rule.ts";

/** What has no IF form (manual, ALTER TABLE, CREATE TYPE, CREATE POLICY …; the forms were tried on PostgreSQL 15 and 18: syntax errors). */
export const missingExistenceCheck: Rule = {
  name: "missing-existence-check",
  description:
    "A constraint, type, domain or policy is created, or something renamed, without a check whether that is done already: a second run fails, and PostgreSQL has no `IF` form for it.",
  group: "idempotency",
  guideline: ["§4", "§5"],
  severity: "warning",
  fix: "safe",
  *check(script, context, settings) {
    for (const unrepeated of unrepeatedOf(script)) {
      const { operation, outcome } = unrepeated;
      if (repeatableBy(operation) !== "look") continue;
      const isWritten = operation.kind === "create" || operation.kind === "rename" || operation.kind === "alter";
      yield {
        message:
          outcome === "happens twice" && operation.kind === "create"
            ? withoutName(operation, context)
            : `${failureInWords(unrepeated)} Check first.`,
        fix: repeatableFix({ script, context, settings }, unrepeated),
        ...(isWritten ? phraseSpan(script, operation) : headingOf(script, operation)),
      };
    }
  },
};

function withoutName({ object, directive }: Create, { environment }: Context): string {
  const table = objectInWords({ type: "table", schema: object.schema, table: null, name: object.table });
  // SQL knows nothing of a naming convention.
  const hasConvention = directive === null ? false : (environment?.namingConvention ?? null);
  switch (hasConvention) {
    case true:
      return `Adding a constraint to ${table} fails where it is there already. Name it here, and check first.`;
    case false:
      return `Each run adds another constraint to ${table}, since this one has no name. Name it, and check first whether it is there.`;
    case null:
      return `A second run adds another constraint to ${table}, or fails where a naming convention names this one. Name it here, and check first whether it is there.`;
  }
}
