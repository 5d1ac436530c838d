import { dirname, resolve } from "node:path";
import type { Context, HelperKnowledge } from "../context.ts";
import type { Engine, ModuleSource } from "../engine.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import { gatherContext } from "./context.ts";
import type { AlembicEnvironment } from "./environment.ts";
import { Environments } from "./environments.ts";
import { type ExplainedFact, explainContext } from "./explanation.ts";
import type { ProjectFiles } from "./files.ts";
import { locateModule } from "./helper-modules.ts";
import type { EnvironmentIndex } from "./indexing/environment-index.ts";
import { readScript, type ScriptReading } from "./indexing/indexed-script.ts";
import type { IndexSurroundings, RevisionIndexes } from "./indexing/revision-indexes.ts";
import { type ProjectSettings, SettingsFinder, settingsFor } from "./settings-file.ts";
import type { SourceReaders } from "./source-readers.ts";
import { liesInVersionsFolder } from "./versions-folder.ts";

/** What a migration's surroundings say, read from `files` as they are; make a new one when they have changed. */
export class Project {
  readonly #files: ProjectFiles;
  readonly #settings: SettingsFinder;
  readonly #environments: Environments;
  readonly #indexes: RevisionIndexes | null;
  readonly #contexts = new Map<string, { readonly basis: string; readonly context: Context }>();
  readonly #modules = new Map<string, string | null>();

  /**
   * @param activeEnvironment the virtual environment that `VIRTUAL_ENV` names; null when none is active.
   * @param indexes the indexes of the project's revisions; null to look at no other migration.
   */
  constructor(files: ProjectFiles, activeEnvironment: string | null, indexes: RevisionIndexes | null) {
    this.#files = files;
    this.#environments = new Environments(files, activeEnvironment);
    this.#settings = new SettingsFinder(files);
    this.#indexes = indexes;
  }

  /**
   * The settings file that counts in `folder`, null when there is none.
   * @throws SettingsError when it can't be used.
   */
  settingsFile(folder: string): ProjectSettings | null {
    return this.#settings.find(resolve(folder));
  }

  /**
   * The settings for a migration, with `fallback` for what no file sets.
   * @throws SettingsError when the settings file can't be used.
   */
  settings(path: string, fallback: Settings): Settings {
    return settingsFor(this.settingsFile(dirname(path)), fallback);
  }

  /** The Alembic environment of the migration at `path`; null when there is none. */
  environment(path: string): AlembicEnvironment | null {
    return this.#environments.of(path);
  }

  /** The enum helper of an environment's migrations. */
  helper(environment: AlembicEnvironment, { helperModule }: Settings, readers: SourceReaders): HelperKnowledge {
    return this.#environments.helper(helperModule, environment, readers);
  }

  /** What is known around an environment's migrations, and where it is said. */
  explain(
    environment: AlembicEnvironment,
    index: EnvironmentIndex,
    settings: Settings,
    readers: SourceReaders,
  ): readonly ExplainedFact[] {
    return explainContext(environment, index, settings, this.#environments, readers);
  }

  /** The index of the environment of the migration at `path`; null when there is none, or it is not ready. */
  index(path: string): EnvironmentIndex | null {
    const environment = this.environment(path);
    return environment === null ? null : (this.#indexes?.of(environment) ?? null);
  }

  /** What the scripts of an environment are indexed with. */
  indexSurroundings(environment: AlembicEnvironment, readers: SourceReaders): IndexSurroundings {
    return {
      environment,
      moduleSource: this.#moduleSource(environment),
      namingConvention: this.#environments.knowledge(environment, readers)?.namingConvention ?? null,
    };
  }

  /** Whether `path` lies where an Alembic environment has its revision scripts. */
  liesInVersionsFolder(path: string): boolean {
    const environment = this.environment(path);
    return environment !== null && liesInVersionsFolder(path, environment);
  }

  /**
   * Reads a text as the migration at `path`, with what it imports from the project.
   * @param named it is taken for a migration wherever it lies, as long as it has an `upgrade`.
   */
  read(path: string, text: string, engine: Pick<Engine, "read">, named = false): ScriptReading {
    const moduleSource = this.moduleSource(path);
    const inVersionsFolder = this.liesInVersionsFolder(path);
    const known = inVersionsFolder ? (this.#indexes?.takeReading(path, text, moduleSource) ?? null) : null;
    return known ?? readScript(text, named || inVersionsFolder, engine, moduleSource);
  }

  /** Gives the engine the source of modules that the migration at `path` imports from the project. */
  moduleSource(path: string): ModuleSource {
    const environment = this.environment(path);
    return environment === null ? () => null : this.#moduleSource(environment);
  }

  /**
   * Takes the migration at `path` for what `reading` says, before it is saved or written.
   * @returns whether that changes what is known of the environment's revisions.
   */
  take(path: string, reading: ScriptReading): boolean {
    const environment = this.environment(path);
    return environment !== null && (this.#indexes?.take(path, reading, environment) ?? false);
  }

  /**
   * What the engine wants to know about the migration at `path`. The same object as the last time, as long as it says the same: it is
   * gathered anew only when what the migration imports, or its history, has changed.
   */
  context(path: string, script: MigrationScript, settings: Settings, readers: SourceReaders): Context {
    const imports = script.imports.map(({ module, name }) => [module, name]);
    const basis = JSON.stringify([settings, imports]);
    const known = this.#contexts.get(path);
    const history = this.index(path)?.history(path) ?? null;
    if (known?.basis === basis && known.context.history === history) return known.context;
    const gathered =
      known?.basis === basis ? known.context : gatherContext(path, script, settings, this.#environments, readers);
    const context = { ...gathered, history };
    this.#contexts.set(path, { basis, context });
    return context;
  }

  /** Lets go of what was found out for the migration at `path` alone. */
  forget(path: string): void {
    this.#contexts.delete(path);
    this.index(path)?.forget(path);
  }

  #moduleSource(environment: AlembicEnvironment): ModuleSource {
    return (module) => {
      const key = `${environment.id}:${module}`;
      const known = this.#modules.get(key);
      if (known !== undefined) return known;
      const location = locateModule(module, environment, this.#files);
      const source = location.state === "found" ? this.#files.readText(location.path) : null;
      this.#modules.set(key, source);
      return source;
    };
  }
}
