import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { problemOf } from "./file-error.ts";

export interface FileToWrite {
  readonly path: string;
  readonly content: Uint8Array | string;
  /** What the file must still hold: what the new content was made of. */
  readonly previous?: Uint8Array;
}

/** A file can't be written. The message is one line, without the file's name. */
export class WriteError extends Error {
  override readonly name = "WriteError";
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`can't be written: ${problemOf(cause)}`, { cause });
    this.path = path;
  }
}

/** A file's new content, written beside it. */
interface Draft {
  readonly target: string;
  readonly temporary: string;
  readonly file: FileToWrite;
}

/**
 * Writes files, so that nobody ever reads half of one, and so that none is written where another one can't be, or somebody else has changed one.
 * Folders are made; the mode of a file, and a link to it, are kept.
 * @throws WriteError
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  const drafts: Draft[] = [];
  const madeFolders: string[] = [];
  const withdraw = () => {
    for (const { temporary } of drafts) if (existsSync(temporary)) rmSync(temporary);
    for (const folder of madeFolders) rmSync(folder, { recursive: true });
  };
  for (const file of files) {
    const { path, content } = file;
    try {
      const present = statSync(path, { throwIfNoEntry: false });
      // The file is replaced by a new one, so it is up to us to respect that it is read-only.
      if (present !== undefined) accessSync(path, constants.W_OK);
      const target = present === undefined ? path : realpathSync(path);
      const madeFolder = mkdirSync(dirname(target), { recursive: true });
      if (madeFolder !== undefined) madeFolders.push(madeFolder);
      const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
      drafts.push({ target, temporary, file });
      writeFileSync(temporary, content);
      if (present !== undefined) chmodSync(temporary, present.mode);
    } catch (error) {
      withdraw();
      throw new WriteError(path, error);
    }
  }
  const changed = drafts.find(({ target, file: { previous } }) => previous !== undefined && !holds(target, previous));
  if (changed !== undefined) {
    withdraw();
    throw new WriteError(changed.file.path, new Error("it has changed meanwhile"));
  }
  for (const { target, temporary } of drafts) renameSync(temporary, target);
}

function holds(path: string, content: Uint8Array): boolean {
  return existsSync(path) && readFileSync(path).equals(content);
}
