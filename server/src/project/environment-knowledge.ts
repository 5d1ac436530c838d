import { dirname, join } from "node:path";
import type { EnvironmentKnowledge } from "../context.ts";
import type { Expression } from "../python/syntax.ts";
import type { AlembicConfig } from "./alembic-config.ts";
import { type ConnectionSource, connectionSources } from "./env-script/connection-sources.ts";
import { readEnvScript } from "./env-script/env-script.ts";
import { agreed } from "./env-script/known-values.ts";
import { type NamingConvention, namingConvention } from "./env-script/naming-convention.ts";
import { type AlembicEnvironment, projectTemplate } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { optionValue, readIni } from "./ini-file.ts";
import { ProjectModules } from "./project-modules.ts";
import type { SourceReaders } from "./source-readers.ts";

/**
 * Finds out what an environment does around its migrations: from its `env.py`, and from what that imports of the project.
 * @returns null when there is no `env.py`, or a part of it is no Python.
 */
export function environmentKnowledge(
  environment: AlembicEnvironment,
  files: ProjectFiles,
  readers: Pick<SourceReaders, "parse" | "statements">,
): EnvironmentKnowledge | null {
  const file = join(environment.folder, "env.py");
  const source = files.readText(file);
  const script = source === null ? null : readEnvScript(readers.parse(source), readers.statements);
  if (script === null) return null;
  const modules = new ProjectModules(environment, files, readers);
  // `config.set_main_option("sqlalchemy.isolation_level", …)` and the like.
  const setsLevel = source?.includes("sqlalchemy.isolation_level") ?? false;
  const fromConfig = setsLevel ? null : configuredAutocommit(environment.config, files);
  const { transactionPerMigration, transactionalDdl, connections, use, schemas, namingConventions } = script;
  return {
    transactionPerMigration,
    transactionalDdl,
    autocommit: autocommit(connections, file, fromConfig, modules),
    ...use,
    schemas,
    namingConvention: agreed(namingConventions.map((convention) => hasConvention(convention, file, modules))),
    templateDowngrades: files.readText(projectTemplate(environment))?.includes("downgrade") ?? null,
  };
}

/** Whether connections from these sources commit each statement by itself. */
function autocommit(
  sources: readonly ConnectionSource[],
  file: string,
  fromConfig: boolean | null,
  modules: ProjectModules,
): boolean | null {
  // What a program passes in is that program's; the `alembic` command passes nothing.
  const own = sources.filter(({ kind }) => kind !== "passed in");
  return agreed(
    own.map((source) => {
      if (source.kind === "set") return source.autocommit;
      if (source.kind === "made") return source.fromConfig ? fromConfig : false;
      return source.kind === "imported" ? importedAutocommit(source.path, file, fromConfig, modules) : null;
    }),
  );
}

function importedAutocommit(
  path: string,
  file: string,
  fromConfig: boolean | null,
  modules: ProjectModules,
): boolean | null {
  // Flask-Migrate's env.py takes the engine of the application, and that is made by Flask-SQLAlchemy.
  if (path.startsWith("flask.")) return false;
  const definition = modules.definition(path, file);
  if (definition === null) return null;
  if (!/isolation_level|autocommit/i.test(definition.source)) return false;
  const sources = connectionSources(nameExpression(definition.name), definition.names);
  const here = sources.filter(({ kind }) => kind === "set" || kind === "made");
  return here.length < sources.length ? null : autocommit(here, definition.file, fromConfig, modules);
}

/** What `sqlalchemy.isolation_level` in Alembic's configuration says, which `engine_from_config` reads. */
function configuredAutocommit(config: AlembicConfig | null, files: ProjectFiles): boolean | null {
  if (config === null) return null;
  const here = dirname(config.file);
  const text = files.readText(config.kind === "ini" ? config.file : join(here, "alembic.ini"));
  if (text === null) return false;
  const ini = readIni(text);
  const section = config.kind === "ini" ? config.section : "alembic";
  const level = optionValue(ini, section, "sqlalchemy.isolation_level", here);
  if (level !== null) return level.toUpperCase() === "AUTOCOMMIT";
  // A section for each of several databases.
  return text.includes("isolation_level =") ? null : false;
}

function hasConvention(convention: NamingConvention, file: string, modules: ProjectModules): boolean | null {
  let present = convention;
  let from = file;
  for (let steps = 0; steps < 8 && present.kind === "imported"; steps++) {
    const definition = modules.definition(present.path, from);
    if (definition === null) return null;
    present = namingConvention(nameExpression(definition.name), definition.source, definition.names);
    from = definition.file;
  }
  return present.kind === "there" ? true : present.kind === "none" ? false : null;
}

function nameExpression(id: string): Expression {
  return { kind: "name", id, start: 0, end: 0 };
}
