import type { Context, HelperKnowledge, ModuleKnowledge } from "../context.ts";
import { unknownContext } from "../context.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import { findEnvironment } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { planHelper } from "./helper-creation.ts";
import { type ReadFunctions, resolveModule } from "./helper-modules.ts";

const helperFunctions = new Set(["safe_add_enum_value", "safe_add_multiple_enum_values"]);

/**
 * Gathers what the files around a migration say that the migration itself can't. Reads files, runs nothing.
 * @param path the migration's absolute path; the file need not be saved yet.
 * @param readFunctions reads the top-level functions of a Python source.
 */
export function gatherContext(
  path: string,
  script: Pick<MigrationScript, "imports">,
  settings: Settings,
  files: ProjectFiles,
  readFunctions: ReadFunctions,
): Context {
  const environment = findEnvironment(path, files);
  if (environment === null) return unknownContext(settings.helperModule);
  const known = new Map<string, ModuleKnowledge>();
  const resolve = (module: string): ModuleKnowledge => {
    const knowledge = known.get(module) ?? resolveModule(module, environment, files, readFunctions);
    known.set(module, knowledge);
    return knowledge;
  };

  const modules = new Map<string, ModuleKnowledge>();
  for (const { module, name } of script.imports) {
    if (name !== null && helperFunctions.has(name)) modules.set(module, resolve(module));
  }
  modules.set(settings.helperModule, resolve(settings.helperModule));

  const knowledge = resolve(settings.helperModule);
  const isMissing = knowledge.state === "absent" || knowledge.state === "shadowed";
  const creation = isMissing ? planHelper(environment, settings.helperModule, files, readFunctions) : null;
  const helper: HelperKnowledge = { module: creation?.module ?? settings.helperModule, knowledge, creation };
  return { ...unknownContext(settings.helperModule), helper, modules };
}
