import { resolve } from "node:path";
import { type Context, unknownContext } from "../context.ts";
import type { Engine } from "../engine.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { AlembicEnvironment } from "../project/environment.ts";
import { environmentsOf } from "../project/find-environments.ts";
import { readScript, type ScriptReading } from "../project/indexing/indexed-script.ts";
import type { Progress } from "../project/indexing/progress.ts";
import { RevisionIndexes } from "../project/indexing/revision-indexes.ts";
import { userScripts } from "../project/indexing/script-cache.ts";
import { otherThreads } from "../project/indexing/script-readers.ts";
import { activeEnvironment, nodeFiles } from "../project/node-files.ts";
import { Project } from "../project/project.ts";
import { RecordedFiles, type Recording } from "../project/recorded-files.ts";
import { type ProjectSettings, readSettings, settingsFor, wrongSetting } from "../project/settings-file.ts";
import type { SourceReaders } from "../project/source-readers.ts";
import { unknownHistory } from "../project/unknown-history.ts";
import type { FileChange } from "../rules/finding.ts";
import type { Preset } from "../rules/presets.ts";
import { defaultSettings, type Settings } from "../settings.ts";
import type { CheckOptions } from "./options.ts";
import { type PendingChange, PendingFiles } from "./pending-files.ts";
import { UsageError } from "./usage-error.ts";

/** What the checked files' surroundings say, as far as the options of the call let us look. */
export class Surroundings {
  readonly #isolated: boolean;
  readonly #cache: boolean;
  readonly #preset: Preset | null;
  readonly #disk = new RecordedFiles(nodeFiles);
  readonly #files = new PendingFiles(this.#disk);
  readonly #given: ProjectSettings | null;
  #indexes: RevisionIndexes | null = null;
  #isChanged = false;
  #project = new Project(this.#files, activeEnvironment(), null);

  /** @throws UsageError or SettingsError when `--config` names a file that can't be used. */
  constructor({ isolated, config, preset, cache }: Pick<CheckOptions, "isolated" | "config" | "preset" | "cache">) {
    this.#isolated = isolated;
    this.#cache = cache;
    this.#preset = preset;
    this.#given = config === null ? null : this.#readConfig(config);
  }

  /** @throws SettingsError when the file can't be used. */
  settingsFile(folder: string): ProjectSettings | null {
    if (this.#isolated) return null;
    return this.#given ?? this.#project.settingsFile(folder);
  }

  environment(path: string): AlembicEnvironment | null {
    return this.#isolated ? null : this.#project.environment(path);
  }

  liesInVersionsFolder(path: string): boolean {
    return !this.#isolated && this.#project.liesInVersionsFolder(path);
  }

  /** @throws SettingsError when the settings file can't be used. */
  settings(path: string): Settings {
    const settings = settingsFor(this.settingsFile(resolve(path, "..")), defaultSettings);
    return this.#preset === null ? settings : { ...settings, preset: this.#preset };
  }

  /**
   * Reads the revisions of the environments that these files belong to: what they say is part of their migrations' context from then on.
   * @throws SettingsError when a settings file names a revision that there is not.
   */
  async index(paths: readonly string[], engine: Engine, progress: Progress): Promise<void> {
    if (this.#isolated) return;
    const cache = this.#cache ? userScripts() : null;
    this.#indexes = new RevisionIndexes(this.#files, engine, cache, otherThreads(true), true);
    this.#renew([]);
    const environments = new Map(
      paths.flatMap((path) => {
        const environment = this.#project.environment(path);
        return environment === null ? [] : [[environment.id, { environment, path }]];
      }),
    );
    for (const { environment } of environments.values()) {
      await this.#indexes.refresh(this.#project.indexSurroundings(environment, engine), { progress });
    }
    for (const { environment, path } of environments.values()) {
      const file = this.settingsFile(resolve(path, ".."));
      if (file !== null) await this.#lookForHistory(file, environment, this.#indexes, engine);
    }
  }

  /** @throws SettingsError when `start-after` names what no environment of the project has. */
  async #lookForHistory(
    file: ProjectSettings,
    environment: AlembicEnvironment,
    indexes: RevisionIndexes,
    readers: SourceReaders,
  ): Promise<void> {
    const environmentsBelow = async (root: string) =>
      environmentsOf(await this.#disk.environmentScripts(root), this.#files);
    const search = { project: this.#project, indexes, environmentsBelow, readers };
    const [problem] = await unknownHistory(file.startAfter ?? [], environment, search);
    if (problem === undefined) return;
    throw wrongSetting(file, this.#files.readText(file.file) ?? "", "start-after", problem);
  }

  /**
   * Reads a text as the migration at `path`, with what it imports from the project.
   * @param named it is taken for a migration wherever it lies, as long as it has an `upgrade`.
   */
  read(path: string, text: string, engine: Engine, named = false): ScriptReading {
    if (this.#isolated) return readScript(text, named, engine, () => null);
    return this.#project.read(path, text, engine, named);
  }

  /** Takes the migration at `path` for what `reading` says from now on: others may rest on it. */
  take(path: string, reading: ScriptReading): void {
    this.#project.take(path, reading);
  }

  context(path: string, script: MigrationScript, settings: Settings, readers: SourceReaders): Context {
    if (this.#isolated) return unknownContext(settings.helperModule);
    return this.#project.context(path, script, settings, readers);
  }

  /** Files in the order in which they are best checked: each migration after those that it follows, whose schemas are made on the way. */
  inOrder<Item extends { readonly target: { readonly path: string } }>(items: readonly Item[]): readonly Item[] {
    const places = new Map<string, number>();
    const seen = new Set<string>();
    for (const { target } of items) {
      const environment = this.environment(target.path);
      const graph = environment === null || seen.has(environment.id) ? null : this.#project.index(target.path)?.graph;
      if (environment !== null) seen.add(environment.id);
      for (const { path } of graph?.inOrder ?? []) places.set(path, places.size);
    }
    const placeOf = ({ target }: Item) => places.get(target.path) ?? places.size;
    return items.toSorted((a, b) => placeOf(a) - placeOf(b));
  }

  /** Lets go of what only the check of one file has had need of. */
  leave(path: string): void {
    this.#project.forget(path);
  }

  /** Lets go of all that the checks of files have had need of. */
  empty(): void {
    this.#indexes = null;
    this.#renew([]);
  }

  /** Carries out a fix's changes of other files, in memory; false when one does not fit the file. */
  change(changes: readonly FileChange[]): boolean {
    const done = this.#files.change(changes);
    if (done) {
      this.#isChanged = true;
      this.#renew(changes.map(({ path }) => path));
    }
    return done;
  }

  /** The changes since the last call, to be written or shown. */
  takeChanges(): PendingChange[] {
    return this.#files.take();
  }

  /** Takes back changes that could not be written. */
  discard(changes: readonly PendingChange[]): void {
    this.#files.discard(changes);
    this.#renew(changes.map(({ path }) => path));
  }

  /** All that was looked at; null where that is not the files as they are on the disk, or they have changed meanwhile. */
  get recording(): Recording | null {
    return this.#isChanged ? null : this.#disk.recording;
  }

  /** Looks anew at everything, `changed` files included. */
  #renew(changed: readonly string[]): void {
    this.#project = new Project(this.#files, activeEnvironment(), this.#indexes);
    for (const path of changed) {
      const environment = this.#project.environment(path);
      if (environment !== null) this.#indexes?.reread(path, environment, this.#project.moduleSource(path));
    }
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
