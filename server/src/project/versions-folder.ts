import { join } from "node:path";
import { type AlembicEnvironment, isInside } from "./environment.ts";

/**
 * Tells whether `path` lies where its Alembic environment has revision scripts: below one of the `version_locations`, or of a `versions`
 * folder beside `env.py`.
 * @param environment the environment that `path` belongs to.
 */
export function liesInVersionsFolder(path: string, { folder, versionLocations }: AlembicEnvironment): boolean {
  return [...versionLocations, join(folder, "versions")].some((location) => isInside(path, location));
}
