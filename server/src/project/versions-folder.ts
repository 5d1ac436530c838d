import { basename, dirname, join } from "node:path";

/**
 * Tells whether `path` lies under the `versions` folder of an Alembic environment, which has its `env.py` beside it.
 * @param isFile whether a file is there.
 */
export function liesInVersionsFolder(path: string, isFile: (path: string) => boolean): boolean {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) === "versions" && isFile(join(dirname(folder), "env.py"))) return true;
  }
  return false;
}
