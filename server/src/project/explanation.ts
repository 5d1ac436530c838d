import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { EnvironmentKnowledge } from "../context.ts";
import { defaultSettings, type Settings } from "../settings.ts";
import { type AlembicEnvironment, projectTemplate } from "./environment.ts";
import type { Environments } from "./environments.ts";
import type { ProjectFiles } from "./files.ts";
import type { EnvironmentIndex } from "./indexing/environment-index.ts";
import { type AllSettings, settingDefinitions, settingFields } from "./setting-definitions.ts";
import { type ProjectSettings, settingLine, settingsFor } from "./settings-file.ts";
import type { SourceReaders } from "./source-readers.ts";

/** A fact that the rules rest on, and where it comes from. */
export interface ExplainedFact {
  readonly name: string;
  /** Null where it is not set, or not known: what needs it is silent. */
  readonly value: unknown;
  /** A file, with the line where there is one, or a phrase. */
  readonly source: string;
}

/**
 * Every setting with its value, and who has set it.
 * @param file the settings file that counts; null for none.
 * @param inEditor the editor's settings, which count where the file says nothing.
 */
export function explainSettings(
  file: ProjectSettings | null,
  files: ProjectFiles,
  inEditor: Settings = defaultSettings,
): ExplainedFact[] {
  const settings: AllSettings = { ...settingsFor(file, inEditor), exclude: file?.exclude ?? [] };
  const defaults: AllSettings = { ...defaultSettings, exclude: [] };
  const text = file === null ? "" : (files.readText(file.file) ?? "");
  return settingFields.map((field) => {
    const { key } = settingDefinitions[field];
    const isSet = file !== null && file[field] !== undefined;
    const value = settings[field];
    return {
      name: key,
      value: value instanceof Map ? Object.fromEntries(value) : value,
      source: isSet
        ? `${file.file}:${settingLine(file, text, key)}`
        : isDeepStrictEqual(value, defaults[field])
          ? "default"
          : "the editor's settings",
    };
  });
}

/** What is known of the surroundings of an environment's migrations, as rules are told it. */
export function explainContext(
  environment: AlembicEnvironment,
  index: EnvironmentIndex,
  settings: Settings,
  environments: Environments,
  readers: SourceReaders,
): ExplainedFact[] {
  return [
    ...explainPlaces(environment),
    ...explainVersions(environment, settings, environments),
    ...explainEnvScript(environment, environments.knowledge(environment, readers)),
    explainHelper(environment, settings, environments, readers),
    { name: "revisions", value: index.graph.nodes.length, source: "the scripts in the version locations" },
    { name: "heads", value: index.graph.heads.map(({ id }) => id.text), source: "the same" },
  ];
}

function explainPlaces({ folder, config, versionLocations }: AlembicEnvironment): ExplainedFact[] {
  const source = config === null ? "the folder with env.py" : `${config.file} [${config.section}]`;
  return [
    { name: "environment", value: folder, source },
    { name: "version locations", value: versionLocations, source },
  ];
}

function explainVersions(
  { folder }: AlembicEnvironment,
  settings: Settings,
  environments: Environments,
): ExplainedFact[] {
  const { alembic, sqlalchemy } = environments.releases(join(folder, "script.py"));
  const packages = [
    { name: "Alembic", set: settings.alembicVersion, found: alembic, key: settingDefinitions.alembicVersion.key },
    {
      name: "SQLAlchemy",
      set: settings.sqlalchemyVersion,
      found: sqlalchemy,
      key: settingDefinitions.sqlalchemyVersion.key,
    },
  ];
  return packages.map(({ name, set, found, key }) => ({
    name,
    value: set ?? found?.release ?? null,
    source: set !== null ? `the setting ${key}` : (found?.source ?? "nothing says it"),
  }));
}

const envScriptFacts: Readonly<Record<keyof EnvironmentKnowledge, string>> = {
  transactionPerMigration: "a transaction for each migration",
  transactionalDdl: "transactional DDL",
  autocommit: "autocommit",
  beginsBefore: "begins before the run",
  commitsAfter: "commits after the run",
  schemas: "schemas created before",
  namingConvention: "naming convention",
  templateDowngrades: "a template with a downgrade",
};

function explainEnvScript({ folder }: AlembicEnvironment, knowledge: EnvironmentKnowledge | null): ExplainedFact[] {
  const script = join(folder, "env.py");
  const names = Object.keys(envScriptFacts).filter(
    (name): name is keyof EnvironmentKnowledge => name in envScriptFacts,
  );
  return names.map((name) => {
    const value = knowledge === null ? null : knowledge[name];
    const file = name === "templateDowngrades" ? projectTemplate({ folder }) : script;
    return { name: envScriptFacts[name], value, source: value === null ? `${file}, which does not tell` : file };
  });
}

function explainHelper(
  environment: AlembicEnvironment,
  { helperModule }: Settings,
  environments: Environments,
  readers: SourceReaders,
): ExplainedFact {
  const { knowledge, creation } = environments.helper(helperModule, environment, readers);
  const where = {
    unknown: "not looked for",
    absent: "missing",
    found: "",
    shadowed: "hidden by the installed package of that name",
  };
  const source =
    knowledge.state === "found"
      ? knowledge.path
      : `${where[knowledge.state]}${creation === null ? "" : `; a fix would create ${creation.module}`}`;
  return { name: "enum helper", value: helperModule, source };
}
