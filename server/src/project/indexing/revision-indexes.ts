import { isDeepStrictEqual } from "node:util";
import type { Engine, ModuleSource } from "../../engine.ts";
import { digestOf } from "../digest.ts";
import type { AlembicEnvironment } from "../environment.ts";
import { mayHaveOtherLocations } from "../environment.ts";
import type { ProjectFiles } from "../files.ts";
import { isVersionScript, versionScripts } from "../version-scripts.ts";
import { EnvironmentIndex } from "./environment-index.ts";
import {
  areSame,
  type IndexedScript,
  indexedScript,
  moduleDigests,
  readScript,
  type ScriptReading,
} from "./indexed-script.ts";
import { Pause } from "./pause.ts";
import { noProgress, type Progress } from "./progress.ts";
import type { ScriptCache } from "./script-cache.ts";
import type { ScriptReaders } from "./script-readers.ts";
import { scriptFromText, scriptText } from "./script-text.ts";

/** Readings that are kept for whoever goes on with the scripts: hardly ever are more files checked that are not known. */
const MOST_READINGS = 16;

/** What the scripts of an environment are read with. */
export interface IndexSurroundings {
  readonly environment: AlembicEnvironment;
  readonly moduleSource: ModuleSource;
  /** Whether the metadata has a naming convention; null when that can't be known. */
  readonly namingConvention: boolean | null;
}

export interface RefreshOptions {
  /** The files that may have changed since the last time; null for any. */
  readonly touched?: ReadonlySet<string> | null;
  /** Also replay the history, step by step, so that whoever asks for it later has an answer at once. */
  readonly replays?: boolean;
  readonly progress?: Progress;
}

/** The indexes of a project's environments. They outlast changes of files: what has not changed is not read again. */
export class RevisionIndexes {
  readonly #files: ProjectFiles;
  readonly #engine: Engine;
  readonly #cache: ScriptCache | null;
  readonly #readers: ScriptReaders | null;
  readonly #goesOnce: boolean;
  readonly #byId = new Map<string, EnvironmentIndex>();
  /** When a script was last taken for what it says, counted in such takings: a refresh that began before must not undo it. */
  readonly #takenAt = new Map<string, number>();
  #takes = 0;
  /** Of the scripts that the last refresh has read, where they are few. */
  readonly #readings = new Map<string, ScriptReading>();

  /**
   * @param cache null to keep nothing on disk.
   * @param readers other threads that read scripts where there are many; null to read all of them here.
   * @param goesOnce as for `EnvironmentIndex`. Then the readings of a few scripts are kept, too, for one who takes them.
   */
  constructor(
    files: ProjectFiles,
    engine: Engine,
    cache: ScriptCache | null,
    readers: ScriptReaders | null,
    goesOnce = false,
  ) {
    this.#goesOnce = goesOnce;
    this.#files = files;
    this.#engine = engine;
    this.#cache = cache;
    this.#readers = readers;
  }

  /** The index of an environment; null before its first `refresh` is done. */
  of({ id }: AlembicEnvironment): EnvironmentIndex | null {
    return this.#byId.get(id) ?? null;
  }

  /**
   * Brings an environment's index up to date with its files.
   * @returns whether that changed what is known of the revisions.
   */
  async refresh(
    surroundings: IndexSurroundings,
    { touched = null, replays = false, progress = noProgress }: RefreshOptions = {},
  ): Promise<boolean> {
    const start = this.#takes;
    const isTaken = (path: string) => (this.#takenAt.get(path) ?? 0) > start;
    const { environment, moduleSource, namingConvention } = surroundings;
    const known = this.#byId.get(environment.id);
    const index = known ?? new EnvironmentIndex(this.#goesOnce);
    const kept = known?.scripts ?? this.#cache?.load(environment) ?? new Map<string, IndexedScript>();
    const present = new Set(versionScripts(environment, this.#files));
    const unread = new Map<string, string>();
    const digestOfText = (path: string) => {
      const text = this.#files.readText(path);
      return text === null ? null : digestOf(text);
    };
    const digestOfModule = moduleDigests(moduleSource);
    const pause = new Pause();
    let changed = index.configure(namingConvention, mayHaveOtherLocations(environment)) || known === undefined;
    for (const path of present) {
      await pause.whenDue();
      const script = kept.get(path);
      const isSame = script !== undefined && areSame(script.modules, digestOfModule);
      if (known !== undefined && isSame && touched?.has(path) === false) continue;
      const digest = digestOfText(path);
      // Gone meanwhile, or closed to us.
      if (digest === null) present.delete(path);
      // Its text is read once more when its turn comes: those of thousands of scripts are not held meanwhile.
      else if (!isSame || script.digest !== digest) unread.set(path, digest);
      else if (known === undefined) index.set(path, script);
    }
    progress.begin("Reading migrations", unread.size);
    for await (const [path, script] of this.#read(unread, moduleSource, digestOfModule, pause)) {
      progress.step();
      if (script === null) present.delete(path);
      else if (!isTaken(path)) changed = index.set(path, script) || changed;
    }
    const gone = [...index.scripts.keys()].filter((path) => !present.has(path) && !isTaken(path));
    for (const path of gone) changed = index.delete(path) || changed;
    for (const node of replays ? index.graph.inOrder : []) {
      await pause.whenDue();
      index.after(node);
    }
    this.#byId.set(environment.id, index);
    if (unread.size > 0 || kept.size !== index.scripts.size) this.#cache?.store(environment, index.scripts);
    return changed;
  }

  /**
   * Takes in what a script says at this moment, before it is saved or written.
   * @returns whether that changes what is known of the revisions.
   */
  take(path: string, reading: ScriptReading, environment: AlembicEnvironment): boolean {
    const index = this.of(environment);
    if (index === null) return false;
    const { text, script, modules } = reading;
    const known = index.scripts.get(path);
    if (known === undefined && script === null) return false;
    if (known === undefined && (!isVersionScript(path, environment) || this.#isLoadedAs(path, index))) return false;
    if (known?.digest === digestOf(text) && isDeepStrictEqual(known.modules, modules)) return false;
    // What is half typed has no place among the revisions; it had one, and will have it again.
    if (known?.record != null && (script === null || script.module.damage.length > 0)) return false;
    this.#takenAt.set(path, ++this.#takes);
    return index.set(path, indexedScript(path, reading));
  }

  /** Reads one file of an environment anew, as it is now. @returns as `take` does. */
  reread(path: string, environment: AlembicEnvironment, moduleSource: ModuleSource): boolean {
    const index = this.of(environment);
    if (index === null || !versionScripts(environment, this.#files).includes(path)) return false;
    const text = this.#files.readText(path);
    if (text === null) return index.delete(path);
    return index.set(path, indexedScript(path, readScript(text, true, this.#engine, moduleSource)));
  }

  /**
   * What `text` was read as by the last refresh, as the script at `path` and with the same modules. It is given once.
   * @returns null where it was not read, or is not kept.
   */
  takeReading(path: string, text: string, moduleSource: ModuleSource): ScriptReading | null {
    const reading = this.#readings.get(path);
    this.#readings.delete(path);
    if (reading?.text !== text || !areSame(reading.modules, moduleDigests(moduleSource))) return null;
    return reading;
  }

  /** Whether a link leads from `path` to a script that is known under another name. */
  #isLoadedAs(path: string, { scripts }: EnvironmentIndex): boolean {
    const real = this.#files.realPath(path);
    if (real === null || real === path) return false;
    return [...scripts.keys()].some((other) => this.#files.realPath(other) === real);
  }

  async *#read(
    digests: ReadonlyMap<string, string>,
    moduleSource: ModuleSource,
    digestOfModule: (module: string) => string | null,
    pause: Pause,
  ): AsyncGenerator<readonly [path: string, script: IndexedScript | null]> {
    const elsewhere = this.#readers?.start([...digests.keys()]) ?? null;
    try {
      for (const [path, digest] of digests) {
        await pause.whenDue();
        const given = (await elsewhere?.take(path)) ?? null;
        // What another thread reads from the disk need not be what the editor holds; nor is what it has looked into on record here.
        if (given?.digest === digest && areSame(given.modules, digestOfModule)) {
          yield [path, given];
          continue;
        }
        const text = this.#files.readText(path);
        const reading = text === null ? null : readScript(text, true, this.#engine, moduleSource);
        if (reading !== null && this.#goesOnce && digests.size <= MOST_READINGS) this.#readings.set(path, reading);
        yield [path, reading === null ? null : scriptFromText(scriptText(indexedScript(path, reading)), path)];
      }
    } finally {
      elsewhere?.stop();
    }
  }
}
