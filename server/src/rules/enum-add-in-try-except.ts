import { useHelper } from "./enum-helper/use-helper.ts";
import { additionInWords } from "./enum-helper/words.ts";
import type { Rule } from "./rule.ts";
import { isAutocommitEnvironment } from "./transaction.ts";

/**
 * The failed statement aborts PostgreSQL's transaction (manual, 13.1 and `25P02 in_failed_sql_transaction`); the handler revives only
 * Python. What dies is the next statement, at the latest Alembic's own UPDATE of `alembic_version`.
 */
export const enumAddInTryExcept: Rule = {
  name: "enum-add-in-try-except",
  description:
    "`ALTER TYPE … ADD VALUE` in a `try` whose handler goes on: when the statement fails, PostgreSQL aborts the transaction, and catching the Python error does not revive it.",
  group: "enum values",
  guideline: ["§1"],
  severity: "error",
  fix: "safe",
  needs: ["add enum value"],
  *check(script, context) {
    if (isAutocommitEnvironment(context)) return;
    for (const operation of script.operations) {
      if (operation.kind !== "add enum value" || operation.through !== "sql" || operation.swallower === null) continue;
      const { construct } = operation.swallower;
      const handler = construct === "try" ? "the except clause" : "contextlib.suppress";
      yield {
        start: operation.start,
        end: operation.end,
        message: operation.ifNotExists
          ? `When ${additionInWords(script, operation)} fails, PostgreSQL aborts the transaction, and ${handler} only hides that until the next statement dies. Call safe_add_enum_value without a try.`
          : `${additionInWords(script, operation)} fails where the value is there already, and PostgreSQL aborts the transaction: ${handler} can't revive it, and the next statement dies. Call safe_add_enum_value, which adds only what is missing.`,
        fix: useHelper(script, context, operation, operation.swallower),
      };
    }
  },
};
