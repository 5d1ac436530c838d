import { functionRuns } from "../migration/function-runs.ts";
import type { Check } from "../migration/guards/check-for.ts";
import { headingOf } from "../migration/heading.ts";
import { objectInWords } from "../migration/in-words.ts";
import type { Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import type { Report, Rule } from "./rule.ts";
import { neededSchemas } from "./schemas/needed-schemas.ts";
import { fixesFor } from "./schemas/schema-fixes.ts";
import { lookAt, mayBeMissing } from "./schemas/schema-standing.ts";

/** More schemas than this in one operation are left to its author: the looks for them would bury it. */
const mostLooks = 10;

/** What names a schema that is not there fails (measured with PostgreSQL 15.18 and 18.6; `schemas/needed-schemas.ts` says what passes). */
export const schemaNotChecked: Rule = {
  name: "schema-not-checked",
  description: "A schema is used that nothing creates or checks before: on a database without it, the migration fails.",
  group: "schemas",
  guideline: ["§3", "§4", "Common issue 2"],
  severity: "error",
  fix: "unsafe",
  *check(script, context, settings) {
    const runs = functionRuns(script);
    for (const run of runs) {
      const reported = new Set<string>();
      for (const [index, operation] of run.operations.entries()) {
        if (operation.sheltered || operation.transaction === "other connection") continue;
        const missing: { readonly schema: string; readonly look: Check }[] = [];
        for (const need of neededSchemas(operation)) {
          const { schema } = need;
          if (reported.has(schema)) continue;
          const look = lookAt(operation, need);
          if (look.state === "fitting" || look.state === "unknown") continue;
          if (!mayBeMissing({ context, settings, runs }, run, index, schema)) continue;
          reported.add(schema);
          missing.push({ schema, look });
        }
        const [first] = missing;
        // The others come up when that one is looked for.
        if (first !== undefined) yield report(script, operation, first, missing.length > mostLooks ? null : settings);
      }
    }
  },
};

/** @param settings null where no fix is wanted. */
function report(
  script: MigrationScript,
  operation: Operation,
  { schema, look }: { readonly schema: string; readonly look: Check },
  settings: Settings | null,
): Report {
  const other = look.state === "other" && look.guard.exists ? look.guard : null;
  const [fix = null, ...alternatives] = settings === null ? [] : fixesFor(script, operation, schema, settings);
  return {
    message:
      other === null
        ? `Schema ${schema} is used here, and nothing before creates it or checks that it exists: where it is missing, the migration fails. Check first, or name it in known-schemas.`
        : `Schema ${schema} is used here, but what is checked before is ${objectInWords(other.object)}: where schema ${schema} is missing, the migration fails. Check that schema ${schema} exists.`,
    fix,
    alternatives,
    ...(other === null
      ? {}
      : {
          related: [
            {
              message: `Here, ${objectInWords(other.object)} is checked`,
              place: { start: other.start, end: other.end },
            },
          ],
        }),
    ...headingOf(script, operation),
  };
}
