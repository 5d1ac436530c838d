import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
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
}

/**
 * Writes files, so that nobody ever reads half of one, and so that none is written where another one can't be. Folders are
 * made; the mode of a file, and a link to it, are kept.
 * @throws WriteError
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  const drafts: Draft[] = [];
  const madeFolders: string[] = [];
  for (const { path, content } of files) {
    try {
      const present = statSync(path, { throwIfNoEntry: false });
      // The file is replaced by a new one, so it is up to us to respect that it is read-only.
      if (present !== undefined) accessSync(path, constants.W_OK);
      const target = present === undefined ? path : realpathSync(path);
      const madeFolder = mkdirSync(dirname(target), { recursive: true });
      if (madeFolder !== undefined) madeFolders.push(madeFolder);
      const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
      drafts.push({ target, temporary });
      writeFileSync(temporary, content);
      if (present !== undefined) chmodSync(temporary, present.mode);
    } catch (error) {
      for (const { temporary } of drafts) if (existsSync(temporary)) rmSync(temporary);
      for (const folder of madeFolders) rmSync(folder, { recursive: true });
      throw new WriteError(path, error);
    }
  }
  for (const { target, temporary } of drafts) renameSync(temporary, target);
}
