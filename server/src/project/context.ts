import type { Context, ModuleKnowledge, Versions } from "../context.ts";
import { unknownContext } from "../context.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import type { Environments } from "./environments.ts";
import type { SourceReaders } from "./source-readers.ts";

const helperFunctions = new Set(["safe_add_enum_value", "safe_add_multiple_enum_values"]);

/**
 * Gathers what the files around a migration say that the migration itself can't. Reads files, runs nothing.
 * @param path the migration's absolute path; the file need not be saved yet.
 * @param environments what the environments of the project are known to be.
 */
export function gatherContext(
  path: string,
  script: Pick<MigrationScript, "imports">,
  settings: Settings,
  environments: Environments,
  readers: SourceReaders,
): Omit<Context, "history"> {
  const environment = environments.of(path);
  const versions = chosenVersions(settings, environments.versions(path));
  if (environment === null) {
    return { ...unknownContext(settings.helperModule), versions, unreadNeighbours: environments.hasNeighbours(path) };
  }
  const { helperModule } = settings;
  const helper = environments.helper(helperModule, environment, readers);
  const modules = new Map<string, ModuleKnowledge>();
  for (const { module, name } of script.imports) {
    if (name === null || !helperFunctions.has(name)) continue;
    modules.set(module, environments.module(module, environment, readers));
  }
  modules.set(helperModule, environments.module(helperModule, environment, readers));
  const knowledge = environments.knowledge(environment, readers);
  return { helper, modules, versions, environment: knowledge, unreadNeighbours: false };
}

/** Those of the settings, where they say any. */
function chosenVersions({ alembicVersion, sqlalchemyVersion }: Settings, found: Versions): Versions {
  return { alembic: alembicVersion ?? found.alembic, sqlalchemy: sqlalchemyVersion ?? found.sqlalchemy };
}
