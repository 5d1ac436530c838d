import { typeInWords } from "./enum-helper/words.ts";
import type { Rule } from "./rule.ts";

/** PostgreSQL has no such command (manual, ALTER TYPE: "values … cannot be removed"); 18 has the grammar, and refuses it. */
export const enumValueRemoved: Rule = {
  name: "enum-value-removed",
  description:
    "`ALTER TYPE … DROP VALUE` takes a value out of an enum type, which PostgreSQL can't: the statement always fails.",
  group: "enum values",
  guideline: ["Migration template"],
  severity: "error",
  fix: "none",
  needs: ["drop enum value"],
  *check(script) {
    for (const operation of script.operations) {
      if (operation.kind !== "drop enum value" || operation.checked) continue;
      const value = operation.value.text === null ? "a value" : `'${operation.value.text}'`;
      yield {
        start: operation.start,
        end: operation.end,
        message: `PostgreSQL can't remove ${value} from ${typeInWords(operation.type)}: DROP VALUE always fails. Leave the value, or make a new type without it and change the columns over.`,
        fix: null,
      };
    }
  },
};
