import type { Context } from "../context.ts";
import { ensureImport } from "../migration/edit/imports.ts";
import type { HelperCall, MigrationScript } from "../migration/script.ts";
import { helperImport } from "./enum-helper/helper-import.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

export const enumHelperNotImported: Rule = {
  name: "enum-helper-not-imported",
  description:
    "`safe_add_enum_value` or `safe_add_multiple_enum_values` is called but not imported: the migration fails with a `NameError`.",
  group: "enum values",
  guideline: ["§1"],
  severity: "error",
  fix: "safe",
  *check(script, context) {
    if (script.importsEverything) return;
    for (const call of script.helperCalls) {
      if (call.bound !== "unbound") continue;
      yield {
        message: `${call.name} is not imported: the migration stops with a NameError. Import it from the helper module.`,
        fix: importFix(script, context, call),
        ...call.nameSpan,
      };
    }
  },
};

function importFix(script: MigrationScript, context: Context, call: HelperCall): Fix | null {
  const from = helperImport(script, context, [{ name: call.name, keywords: [] }]);
  if (from === null) return null;
  return {
    applicability: from.applicability,
    message:
      from.fileChanges.length > 0
        ? `Import ${call.name}, and create the helper`
        : `Import ${call.name} from ${from.module}`,
    edits: ensureImport(script, from.module, call.name, call.nameSpan).edits,
    fileChanges: from.fileChanges,
  };
}
