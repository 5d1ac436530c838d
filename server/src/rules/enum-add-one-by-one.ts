import type { Context } from "../context.ts";
import { type HelperNeighbours, helperNeighbours } from "../migration/edit/helper-neighbours.ts";
import { ensureImport } from "../migration/edit/imports.ts";
import { helperFunctions } from "../migration/enum-helper.ts";
import type { MigrationScript } from "../migration/script.ts";
import { valuesCall } from "./enum-helper/helper-calls.ts";
import { helperImport } from "./enum-helper/helper-import.ts";
import { typeInWords } from "./enum-helper/words.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

export const enumAddOneByOne: Rule = {
  name: "enum-add-one-by-one",
  description:
    "Several calls of `safe_add_enum_value` in a row for one type can be one `safe_add_multiple_enum_values`.",
  group: "enum values",
  guideline: ["§2"],
  severity: "hint",
  fix: "safe",
  needs: ["add enum value"],
  *check(script, context) {
    for (const neighbours of helperNeighbours(script)) {
      yield {
        start: neighbours.start,
        end: neighbours.end,
        message: `${neighbours.values.length} calls add values to ${typeInWords(neighbours.type)}. One ${helperFunctions.several} says it at once.`,
        fix: together(script, context, neighbours),
      };
    }
  },
};

function together(script: MigrationScript, context: Context, neighbours: HelperNeighbours): Fix | null {
  const from = helperImport(script, context, [
    { name: helperFunctions.several, keywords: neighbours.schema === null ? [] : ["schema"] },
  ]);
  if (from === null) return null;
  const more = neighbours.schema === null ? "" : `, schema=${neighbours.schema}`;
  const instead = neighbours.others ? null : helperFunctions.one;
  const ensured = ensureImport(script, from.module, helperFunctions.several, neighbours, instead);
  const call = valuesCall(script.source, neighbours.start, neighbours.typeSource, neighbours.values, more);
  const text = ensured.local + call.slice(helperFunctions.several.length);
  return {
    applicability: from.applicability,
    message: `Add the ${neighbours.values.length} values with one ${helperFunctions.several}`,
    edits: [...ensured.edits, { start: neighbours.start, end: neighbours.end, text }],
    fileChanges: from.fileChanges,
  };
}
