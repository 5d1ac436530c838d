import type { Context } from "../context.ts";
import type { TextEdit } from "../migration/edit/text-edit.ts";
import { isHelperFunction } from "../migration/enum-helper.ts";
import type { ImportedName, MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

export const enumHelperNotFound: Rule = {
  name: "enum-helper-not-found",
  description:
    "The module that the enum helper is imported from does not exist: the migration fails with a `ModuleNotFoundError`.",
  group: "enum values",
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
            message: `There is no module ${imported.module}: the migration stops with a ModuleNotFoundError. ${advice(context)}`,
            fix: repair(script, context, imported),
          }
        : {
            start,
            end,
            severity: "warning",
            message: `${imported.module} is in the project, but Python imports the installed package "${imported.module.split(".")[0]}" instead. Move the helper to a folder with another name.`,
            fix: repair(script, context, imported),
          };
      return;
    }
  },
};

function advice({ helper }: Context): string {
  return helper.knowledge.state === "found"
    ? `The project has its helper in ${helper.module}.`
    : "Create the helper where Alembic can import it.";
}

function repair(script: MigrationScript, context: Context, imported: ImportedName): Fix | null {
  const { knowledge, module, creation } = context.helper;
  const names = script.imports.filter((each) => each.module === imported.module && each.name !== null);
  if (knowledge.state === "found" && names.every(({ name }) => name !== null && knowledge.functions.has(name))) {
    // The import fails as it is: there is no database on which it worked.
    return {
      applicability: "safe",
      message: `Import it from ${module}`,
      edits: importsFrom(module, names),
      fileChanges: [],
    };
  }
  if (creation === null) return null;
  return {
    applicability: "unsafe",
    message: `Create the enum helper as ${creation.module}`,
    edits: creation.module === imported.module ? [] : importsFrom(creation.module, names),
    fileChanges: creation.changes,
  };
}

function importsFrom(module: string, names: readonly ImportedName[]): readonly TextEdit[] {
  const spans = new Map(names.map(({ moduleSpan }) => [moduleSpan.start, moduleSpan]));
  return [...spans.values()].map(({ start, end }) => ({ start, end, text: module }));
}
