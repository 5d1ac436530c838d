import { dirname } from "node:path";
import type { TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ProjectFiles } from "../project/files.ts";
import { activeEnvironment, nodeFiles } from "../project/node-files.ts";
import { Project } from "../project/project.ts";
import { pathOf } from "./file-uris.ts";
import { KeptFiles } from "./kept-files.ts";

/**
 * The project as the editor sees it: an open document counts before the file on disk. Where the client tells of changes,
 * what has been read is kept until `invalidate`, so that a keystroke costs no look at the disk.
 */
export class OpenProject {
  readonly #documents: TextDocuments<TextDocument>;
  /** The files as they are at this moment. */
  readonly present: ProjectFiles;
  readonly #kept: KeptFiles;
  #current: Project;
  #generation = 0;
  #isWatched = false;

  constructor(documents: TextDocuments<TextDocument>) {
    this.#documents = documents;
    this.present = {
      ...nodeFiles,
      readText: (path) => this.openDocument(path)?.getText() ?? nodeFiles.readText(path),
      isFile: (path) => this.openDocument(path) !== undefined || nodeFiles.isFile(path),
    };
    this.#kept = new KeptFiles(this.present);
    this.#current = new Project(this.#kept, activeEnvironment());
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

  /** From now on the client tells of changed files. */
  startKeeping(): void {
    this.#isWatched = true;
  }

  /** Forgets what has been read. */
  invalidate(): void {
    this.#generation++;
    this.#renew();
  }

  /** Whether a finding may rest on this file: on its text, or on its not being there. */
  hasAskedFor(uri: string): boolean {
    const path = pathOf(uri);
    return path !== null && (this.#kept.hasAskedFor(path) || this.#kept.hasAskedFor(dirname(path)));
  }

  openDocument(path: string): TextDocument | undefined {
    return this.#documents.all().find(({ uri }) => pathOf(uri) === path);
  }

  #renew(): void {
    this.#kept.forget();
    this.#current = new Project(this.#kept, activeEnvironment());
  }
}
