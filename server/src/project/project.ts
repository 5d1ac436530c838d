import { dirname, resolve } from "node:path";
import type { Context } from "../context.ts";
import type { ModuleSource } from "../engine.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import { gatherContext } from "./context.ts";
import { Environments } from "./environments.ts";
import type { ProjectFiles } from "./files.ts";
import { locateModule } from "./helper-modules.ts";
import { type ProjectSettings, SettingsFinder, settingsFor } from "./settings-file.ts";
import type { SourceReaders } from "./source-readers.ts";
import { liesInVersionsFolder } from "./versions-folder.ts";

/** What a migration's surroundings say, read from `files` as they are; make a new one when they have changed. */
export class Project {
  readonly #files: ProjectFiles;
  readonly #settings: SettingsFinder;
  readonly #environments: Environments;
  readonly #contexts = new Map<string, { readonly basis: string; readonly context: Context }>();

  /** @param activeEnvironment the virtual environment that `VIRTUAL_ENV` names; null when none is active. */
  constructor(files: ProjectFiles, activeEnvironment: string | null) {
    this.#files = files;
    this.#environments = new Environments(files, activeEnvironment);
    this.#settings = new SettingsFinder((path) => files.readText(path));
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

  /** Whether `path` lies under the `versions` folder of an Alembic environment. */
  liesInVersionsFolder(path: string): boolean {
    return liesInVersionsFolder(path, (file) => this.#files.isFile(file));
  }

  /**
   * Gives the engine the source of modules that the migration at `path` imports from the project.
   */
  moduleSource(path: string): ModuleSource {
    return (module) => {
      const environment = this.#environments.of(path);
      const location = environment === null ? null : locateModule(module, environment, this.#files);
      return location?.state === "found" ? this.#files.readText(location.path) : null;
    };
  }

  /** What the engine wants to know about the migration at `path`; gathered anew only when what it imports has changed. */
  context(path: string, script: MigrationScript, settings: Settings, readers: SourceReaders): Context {
    const imports = script.imports.map(({ module, name }) => [module, name]);
    const basis = JSON.stringify([settings, imports]);
    const known = this.#contexts.get(path);
    if (known?.basis === basis) return known.context;
    const context = gatherContext(path, script, settings, this.#environments, readers);
    this.#contexts.set(path, { basis, context });
    return context;
  }
}
