import type { Context, HelperKnowledge, ModuleKnowledge, Versions } from "../context.ts";
import { unknownContext } from "../context.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import type { Environments } from "./environments.ts";
import type { ProjectFiles } from "./files.ts";
import { planHelper } from "./helper-creation.ts";
import { resolveModule } from "./helper-modules.ts";
import type { SourceReaders } from "./source-readers.ts";

const helperFunctions = new Set(["safe_add_enum_value", "safe_add_multiple_enum_values"]);

/**
 * Gathers what the files around a migration say that the migration itself can't. Reads files, runs nothing.
 * @param path the migration's absolute path; the file need not be saved yet.
 * @param environments what is known of the environments in `files`.
 */
export function gatherContext(
  path: string,
  script: Pick<MigrationScript, "imports">,
  settings: Settings,
  files: ProjectFiles,
  environments: Environments,
  readers: SourceReaders,
): Context {
  const environment = environments.of(path);
  const versions = chosenVersions(settings, environments.versions(path));
  if (environment === null) return { ...unknownContext(settings.helperModule), versions };
  const known = new Map<string, ModuleKnowledge>();
  const resolve = (module: string): ModuleKnowledge => {
    const knowledge = known.get(module) ?? resolveModule(module, environment, files, readers.functions);
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
  const creation = isMissing ? planHelper(environment, settings.helperModule, files, readers.functions) : null;
  const helper: HelperKnowledge = { module: creation?.module ?? settings.helperModule, knowledge, creation };
  return { helper, modules, versions, environment: environments.knowledge(environment, readers) };
}

/** Those of the settings, where they say any. */
function chosenVersions({ alembicVersion, sqlalchemyVersion }: Settings, found: Versions): Versions {
  return { alembic: alembicVersion ?? found.alembic, sqlalchemy: sqlalchemyVersion ?? found.sqlalchemy };
}
