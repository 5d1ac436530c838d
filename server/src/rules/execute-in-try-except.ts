import { savepointInside } from "../migration/edit/savepoint.ts";
import type { Operation, Swallower } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { isAutocommitEnvironment } from "./transaction.ts";

/**
 * After an error PostgreSQL refuses everything until the transaction, or a savepoint inside the `try`, is rolled back (manual,
 * ROLLBACK TO SAVEPOINT). Even as the last statement of a migration: Alembic then writes its version row into the aborted transaction.
 */
export const executeInTryExcept: Rule = {
  name: "execute-in-try-except",
  description:
    "SQL in a `try` whose handler goes on, without a savepoint: when the statement fails, PostgreSQL aborts the transaction, and catching the Python error does not revive it.",
  group: "transactions",
  guideline: ["§1", "Common issues 1 and 3"],
  severity: "error",
  fix: "safe",
  *check(script, context, settings) {
    if (isAutocommitEnvironment(context)) return;
    const reported = new Set<number>();
    for (const operation of script.operations) {
      if (operation.swallower === null || operation.kind === "transaction control") continue;
      if (operation.kind === "add enum value" && operation.through === "sql") continue;
      // Not PostgreSQL's: half typed, or for another database.
      if (operation.kind === "broken sql" || operation.kind === "foreign call") continue;
      if (reported.has(operation.swallower.start)) continue;
      reported.add(operation.swallower.start);
      const handler = operation.swallower.construct === "try" ? "the except clause" : "contextlib.suppress";
      yield {
        start: operation.start,
        end: operation.end,
        message: `When ${inWords(operation)} fails, PostgreSQL aborts the transaction: ${handler} hides the error, and the next statement dies. Run it in a savepoint inside the ${operation.swallower.construct === "try" ? "try" : "with"}.`,
        fix: savepointFix(script, operation.swallower, settings.offlineSql),
      };
    }
  },
};

function inWords(operation: Operation): string {
  if (operation.kind === "add enum value") return operation.helper ?? "this statement";
  if (operation.directive !== null) return `op.${operation.directive}`;
  return "this statement";
}

function savepointFix(script: MigrationScript, swallower: Swallower, offlineSql: boolean): Fix | null {
  const edits = savepointInside(script, swallower);
  if (edits === null) return null;
  // Under `--sql` there is no connection, and a broad handler would hide that the savepoint, and so the body, was skipped.
  const safe = !offlineSql && (script.needsConnection || !swallower.broad);
  return {
    applicability: safe ? "safe" : "unsafe",
    message: `Run the body of the ${swallower.construct === "try" ? "try" : "with"} in a savepoint`,
    edits,
    fileChanges: [],
  };
}
