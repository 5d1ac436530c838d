import { useHelper } from "./enum-helper/use-helper.ts";
import { additionInWords } from "./enum-helper/words.ts";
import type { Rule } from "./rule.ts";

export const enumAddWithoutHelper: Rule = {
  name: "enum-add-without-helper",
  description: "`ALTER TYPE … ADD VALUE` without the helper: it fails on a database that has the value already.",
  group: "enum values",
  guideline: ["§1", "§2"],
  severity: "warning",
  fix: "safe",
  needs: ["add enum value"],
  *check(script, context, settings) {
    for (const operation of script.operations) {
      if (operation.kind !== "add enum value" || operation.through !== "sql") continue;
      if (operation.sheltered || operation.checked || operation.transaction === "other connection") continue;
      if (operation.ifNotExists && settings.enumAcceptIfNotExists) continue;
      yield {
        start: operation.start,
        end: operation.end,
        severity: operation.ifNotExists ? "info" : "warning",
        message: operation.ifNotExists
          ? `${additionInWords(script, operation)} can run again, but is written by hand. Call safe_add_enum_value, which also quotes names and values.`
          : `${additionInWords(script, operation)} fails where the value is there already. Call safe_add_enum_value, which adds only what is missing.`,
        fix: useHelper(script, context, operation, null),
      };
    }
  },
};
