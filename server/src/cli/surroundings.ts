import { resolve } from "node:path";
import { type Context, unknownContext } from "../context.ts";
import type { ModuleSource } from "../engine.ts";
import type { MigrationScript } from "../migration/script.ts";
import { activeEnvironment, nodeFiles } from "../project/node-files.ts";
import { Project } from "../project/project.ts";
import { type ProjectSettings, readSettings, settingsFor } from "../project/settings-file.ts";
import type { SourceReaders } from "../project/source-readers.ts";
import type { FileChange } from "../rules/finding.ts";
import type { Preset } from "../rules/presets.ts";
import { defaultSettings, type Settings } from "../settings.ts";
import type { CheckOptions } from "./options.ts";
import { type PendingChange, PendingFiles } from "./pending-files.ts";
import { UsageError } from "./usage-error.ts";

/** What the checked files' surroundings say, as far as the options of the call let us look. */
export class Surroundings {
  readonly #isolated: boolean;
  readonly #preset: Preset | null;
  readonly #files = new PendingFiles(nodeFiles);
  readonly #given: ProjectSettings | null;
  #project = new Project(this.#files, activeEnvironment());

  /** @throws UsageError or SettingsError when `--config` names a file that can't be used. */
  constructor({ isolated, config, preset }: Pick<CheckOptions, "isolated" | "config" | "preset">) {
    this.#isolated = isolated;
    this.#preset = preset;
    this.#given = config === null ? null : this.#readConfig(config);
  }

  /** @throws SettingsError when the file can't be used. */
  settingsFile(folder: string): ProjectSettings | null {
    if (this.#isolated) return null;
    return this.#given ?? this.#project.settingsFile(folder);
  }

  /** @throws SettingsError when the settings file can't be used. */
  settings(path: string): Settings {
    const settings = settingsFor(this.settingsFile(resolve(path, "..")), defaultSettings);
    return this.#preset === null ? settings : { ...settings, preset: this.#preset };
  }

  context(path: string, script: MigrationScript, settings: Settings, readers: SourceReaders): Context {
    if (this.#isolated) return unknownContext(settings.helperModule);
    return this.#project.context(path, script, settings, readers);
  }

  /** Gives the engine the source of modules that the migration at `path` imports from the project. */
  moduleSource(path: string): ModuleSource {
    return this.#isolated ? () => null : this.#project.moduleSource(path);
  }

  liesInVersionsFolder(path: string): boolean {
    return !this.#isolated && this.#project.liesInVersionsFolder(path);
  }

  /** Carries out a fix's changes of other files, in memory; false when one does not fit the file. */
  change(changes: readonly FileChange[]): boolean {
    const done = this.#files.change(changes);
    if (done) this.#project = new Project(this.#files, activeEnvironment());
    return done;
  }

  /** The changes since the last call, to be written or shown. */
  takeChanges(): PendingChange[] {
    return this.#files.take();
  }

  /** Takes back changes that could not be written. */
  discard(changes: readonly PendingChange[]): void {
    this.#files.discard(changes);
    this.#project = new Project(this.#files, activeEnvironment());
  }

  #readConfig(config: string): ProjectSettings {
    const path = resolve(config);
    const text = this.#files.readText(path);
    if (text === null) {
      throw new UsageError(`--config: ${config}: ${this.#files.isFile(path) ? "can't be read" : "no such file"}`);
    }
    const settings = readSettings(path, text);
    if (settings === null) throw new UsageError(`--config: ${config}: no table [tool.alembic-guidelines]`);
    return settings;
  }
}
