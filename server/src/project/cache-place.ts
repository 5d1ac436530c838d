import envPaths from "env-paths";
import { CacheFolder } from "./cache-folder.ts";

/**
 * The cache of this user on this machine: in the folder that `ALEMBIC_GUIDELINES_CACHE_DIR` names, else where the system keeps caches.
 * Null when it runs from source, where the engine changes without a new name.
 */
export function userCache(): CacheFolder | null {
  // The bundler puts the name in where it stands as a whole.
  const build = process.env.ALEMBIC_GUIDELINES_BUILD;
  const folder = process.env.ALEMBIC_GUIDELINES_CACHE_DIR;
  if (build === undefined) return null;
  const isGiven = folder !== undefined && folder !== "";
  return new CacheFolder(isGiven ? folder : envPaths("alembic-guidelines", { suffix: "" }).cache, build);
}
