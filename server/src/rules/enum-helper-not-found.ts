import type { Context } from "../context.ts";
import { isHelperFunction } from "../migration/enum-helper.ts";
import type { ImportedName, MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

export const enumHelperNotFound: Rule = {
  name: "enum-helper-not-found",
  description:
    "The module that the enum helper is imported from does not exist: the migration fails with a `ModuleNotFoundError`.",
  guideline: ["§1", "Migration template"],
  severity: "error",
  fix: "unsafe",
  *check(script, context) {
    for (const imported of script.imports) {
      if (imported.name === null || !isHelperFunction(imported.name)) continue;
      const knowledge = context.modules.get(imported.module);
      if (knowledge?.state !== "absent" && knowledge?.state !== "shadowed") continue;
      const { start, end } = imported.moduleSpan;
      yield knowledge.state === "absent"
        ? {
            start,
            end,
            message: `There is no module ${imported.module}: the migration stops with a ModuleNotFoundError. Create the helper where Alembic can import it.`,
            fix: createHelper(script, context, imported),
          }
        : {
            start,
            end,
            severity: "warning",
            message: `${imported.module} is in the project, but Python imports the installed package "${imported.module.split(".")[0]}" instead. Move the helper to a folder with another name.`,
            fix: createHelper(script, context, imported),
          };
      return;
    }
  },
};

function createHelper(script: MigrationScript, context: Context, imported: ImportedName): Fix | null {
  const { creation } = context.helper;
  if (creation === null) return null;
  const wrong = new Map<number, ImportedName>();
  for (const each of script.imports) {
    if (each.module === imported.module && each.name !== null) wrong.set(each.moduleSpan.start, each);
  }
  const moved = creation.module === imported.module ? [] : [...wrong.values()];
  return {
    applicability: "unsafe",
    message: `Create the enum helper as ${creation.module}`,
    edits: moved.map(({ moduleSpan }) => ({ start: moduleSpan.start, end: moduleSpan.end, text: creation.module })),
    fileChanges: creation.changes,
  };
}
