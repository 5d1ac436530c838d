import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ProjectFiles } from "./files.ts";

/** The file system of this machine. Nothing is kept: each call looks anew. */
export const nodeFiles: ProjectFiles = {
  readText(path) {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  },
  isFile: (path) => look(path)?.isFile() ?? false,
  isDirectory: (path) => look(path)?.isDirectory() ?? false,
  list(folder, wanted) {
    try {
      return readdirSync(folder).filter((name) => wanted.test(name));
    } catch {
      return [];
    }
  },
  realPath(path) {
    try {
      return realpathSync.native(path);
    } catch {
      return null;
    }
  },
};

/** The virtual environment (absolute) that is active where this process was started; null when none is. */
export function activeEnvironment(): string | null {
  const { VIRTUAL_ENV } = process.env;
  return VIRTUAL_ENV === undefined || VIRTUAL_ENV === "" ? null : resolve(VIRTUAL_ENV);
}

/** What is at `path`; null where nothing is, or where we may not look: behind a file, a closed folder, a ring of links. */
function look(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
