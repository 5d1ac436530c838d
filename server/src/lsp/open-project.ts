import { basename, dirname } from "node:path";
import type { TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine } from "../engine.ts";
import type { RevisionGraph } from "../history/graph/revision-graph.ts";
import type { AlembicEnvironment } from "../project/environment.ts";
import type { ProjectFiles } from "../project/files.ts";
import { findEnvironments } from "../project/find-environments.ts";
import type { EnvironmentIndex } from "../project/indexing/environment-index.ts";
import type { ScriptReading } from "../project/indexing/indexed-script.ts";
import { RevisionIndexes } from "../project/indexing/revision-indexes.ts";
import { userScripts } from "../project/indexing/script-cache.ts";
import { otherThreads } from "../project/indexing/script-readers.ts";
import { activeEnvironment, nodeFiles } from "../project/node-files.ts";
import { Project } from "../project/project.ts";
import type { SourceReaders } from "../project/source-readers.ts";
import { unknownHistory } from "../project/unknown-history.ts";
import { pathOf } from "./file-uris.ts";
import { IndexKeeper } from "./index-keeper.ts";
import { KeptFiles } from "./kept-files.ts";

/** An environment whose revisions have been read. */
export interface KnownEnvironment {
  readonly environment: AlembicEnvironment;
  readonly index: EnvironmentIndex;
}

/** What the project tells when it has found something out by itself. */
export interface ProjectListener {
  /** What is known of the revisions has changed, and with it perhaps findings. */
  readonly onHistoryChange: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * The project as the editor sees it: an open document counts before the file on disk. Where the client tells of changes,
 * what has been read is kept until `invalidate`, so that a keystroke costs no look at the disk.
 */
export class OpenProject {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #listener: ProjectListener;
  /** The files as they are at this moment. */
  readonly present: ProjectFiles;
  readonly #kept: KeptFiles;
  #indexes: RevisionIndexes | null = null;
  #keeper: IndexKeeper | null = null;
  #current: Project;
  /** Files that were deleted while they were open: their editors may stay, and say nothing of the project any more. */
  readonly #deleted = new Set<string>();
  #generation = 0;
  #isWatched = false;

  constructor(documents: TextDocuments<TextDocument>, listener: ProjectListener) {
    this.#documents = documents;
    this.#listener = listener;
    this.present = {
      ...nodeFiles,
      readText: (path) => this.#counting(path)?.getText() ?? nodeFiles.readText(path),
      isFile: (path) => this.#counting(path) !== undefined || nodeFiles.isFile(path),
      list: (folder, wanted) => {
        const open = this.#openIn(folder).filter((name) => wanted.test(name));
        return [...new Set([...nodeFiles.list(folder, wanted), ...open])];
      },
      realPath: (path) => nodeFiles.realPath(path) ?? (this.#counting(path) === undefined ? null : path),
    };
    this.#kept = new KeptFiles(this.present);
    this.#current = new Project(this.#kept, activeEnvironment(), null);
  }

  /** What surrounds the documents. */
  get current(): Project {
    // Nobody would tell us of a change.
    if (!this.#isWatched) this.#renew();
    return this.#current;
  }

  /** Grows with each `invalidate`. */
  get generation(): number {
    return this.#generation;
  }

  /** Whether the client tells of changed files. */
  get isWatched(): boolean {
    return this.#isWatched;
  }

  /** From now on the client tells of changed files. */
  startKeeping(): void {
    this.#isWatched = true;
  }

  /** Forgets what has been read. @param touched the files that have changed; null where that can't be known. */
  invalidate(touched: ReadonlySet<string> | null): void {
    this.#generation++;
    this.#renew();
    this.#keeper?.refresh(touched);
  }

  /** A file has been deleted from disk, or is there: an open one that was deleted counts again once it is edited. */
  noteFile(path: string, isDeleted: boolean): void {
    if (isDeleted && this.openDocument(path) !== undefined) this.#deleted.add(path);
    else this.#deleted.delete(path);
  }

  /** Whether a finding may rest on this file: on its text, or on its not being there. */
  hasAskedFor(path: string): boolean {
    return this.#kept.hasAskedFor(path) || this.#kept.hasAskedFor(dirname(path));
  }

  /** Whether `path` lies where an environment that has been indexed has its scripts. */
  isRevisionScript(path: string): boolean {
    return this.#keeper?.concerns(path) ?? false;
  }

  /**
   * Sees to it that the other revisions of the migration at `path` are known, or will be.
   * @returns when they are.
   */
  indexed(path: string, engine: Engine): Promise<void> {
    return this.#indexKeeper(engine).ensure(path);
  }

  /** The environments below these folders (absolute paths), each once, when all their revisions are known. */
  async environments(folders: readonly string[], engine: Engine): Promise<readonly KnownEnvironment[]> {
    const keeper = this.#indexKeeper(engine);
    const found = await Promise.all(folders.map((folder) => findEnvironments(folder, this.present)));
    const environments = new Map(found.flat().map((environment) => [environment.id, environment]));
    await Promise.all([...environments.values()].map((environment) => keeper.ensureEnvironment(environment)));
    return [...environments.values()].flatMap((environment) => {
      const index = this.#indexes?.of(environment) ?? null;
      return index === null ? [] : [{ environment, index }];
    });
  }

  /** The revisions of all environments that have been indexed so far. */
  get graphs(): readonly RevisionGraph[] {
    return (this.#keeper?.environments ?? []).flatMap((environment) => this.#indexes?.of(environment)?.graph ?? []);
  }

  /** What is wrong with the names in `start-after` in the project of the migration at `path`; nothing where that can't be told yet. */
  async unknownHistory(path: string, names: readonly string[], readers: SourceReaders): Promise<readonly string[]> {
    const environment = this.#current.environment(path);
    const indexes = this.#indexes;
    if (environment === null || indexes === null || indexes.of(environment) === null) return [];
    const environmentsBelow = (root: string) => findEnvironments(root, this.present);
    return unknownHistory(names, environment, { project: this.#current, indexes, environmentsBelow, readers });
  }

  /** Takes an open migration for what it says now. */
  take(path: string, reading: ScriptReading): void {
    if (!this.#deleted.has(path) && this.#current.take(path, reading)) this.#listener.onHistoryChange();
  }

  openDocument(path: string): TextDocument | undefined {
    return this.#documents.all().find(({ uri }) => pathOf(uri) === path);
  }

  /** An open document that counts before its file. */
  #counting(path: string): TextDocument | undefined {
    return this.#deleted.has(path) ? undefined : this.openDocument(path);
  }

  /** The names of the documents in a folder; they need not be on disk yet. */
  #openIn(folder: string): string[] {
    const paths = this.#documents.all().flatMap(({ uri }) => pathOf(uri) ?? []);
    return paths.filter((path) => dirname(path) === folder && !this.#deleted.has(path)).map((path) => basename(path));
  }

  #indexKeeper(engine: Engine): IndexKeeper {
    if (this.#keeper !== null) return this.#keeper;
    const indexes = new RevisionIndexes(this.present, engine, userScripts(), otherThreads(false));
    this.#indexes = indexes;
    this.#renew();
    this.#keeper = new IndexKeeper({
      indexes,
      readers: engine,
      project: () => this.#current,
      onChange: this.#listener.onHistoryChange,
      onError: this.#listener.onError,
    });
    return this.#keeper;
  }

  #renew(): void {
    this.#kept.forget();
    this.#current = new Project(this.#kept, activeEnvironment(), this.#indexes);
  }
}
