import { basename, dirname, join, relative } from "node:path";
import { type AlembicEnvironment, isInside } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";

/** The names of files that Alembic loads as revision scripts (`_only_source_rev_file` of `alembic.script.base`, 1.8.1). */
const SCRIPT_NAME = /^(?!\.#|__init__).*\.py$/;

/** Whether Alembic would load a file as a revision script of an environment if there were one at `path`. */
export function isVersionScript(
  path: string,
  { versionLocations, recursiveVersionLocations }: AlembicEnvironment,
): boolean {
  const isThere = (folder: string) =>
    recursiveVersionLocations ? isInside(path, folder) : relative(folder, dirname(path)) === "";
  return SCRIPT_NAME.test(basename(path)) && versionLocations.some(isThere);
}

/** The files that Alembic would load as revision scripts of an environment, sorted within each folder, each once however many links lead to it. */
export function versionScripts(environment: AlembicEnvironment, files: ProjectFiles): string[] {
  const { versionLocations, recursiveVersionLocations } = environment;
  const found = new Map<string, string>();
  const open = [...versionLocations];
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    const realFolder = files.realPath(folder);
    if (realFolder === null) continue;
    const below: string[] = [];
    for (const name of files.list(folder, recursiveVersionLocations ? /^/ : SCRIPT_NAME).toSorted()) {
      const path = join(folder, name);
      const isScript = SCRIPT_NAME.test(name);
      const real = files.realPath(path);
      if (real === null) continue;
      // Links to folders are not followed, as `os.walk` does not.
      const isOwnFolder = recursiveVersionLocations && real === join(realFolder, name) && files.isDirectory(path);
      if (isOwnFolder && name !== "__pycache__") below.push(path);
      if (isScript && !found.has(real)) found.set(real, path);
    }
    open.unshift(...below);
  }
  return [...found.values()];
}
