import { join } from "node:path";
import { isInside } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { installedVersions } from "./installed-packages.ts";
import { lockedVersions } from "./lock-files.ts";
import { pinnedInPyproject, pinnedInRequirements } from "./pinned-requirements.ts";
import { releaseOf } from "./release.ts";

/** A release of a package that a project runs on, and where that is said. */
export interface FoundRelease {
  /** As `major.minor.patch`; null where what tells it contradicts itself. */
  readonly release: string | null;
  /** A phrase, with the folder. */
  readonly source: string;
}

/**
 * Finds the release of a Python package that a project runs on. The nearest folder that tells it wins; there, what is installed comes before what
 * is locked, and that before what is pinned.
 * @param name as `packageName` gives it.
 * @param folders where to look, nearest first.
 * @param activeEnvironment the folder that `VIRTUAL_ENV` names: it counts where it lies, and last where it lies elsewhere.
 * @returns null when nothing tells it.
 */
export function packageRelease(
  name: string,
  folders: readonly string[],
  files: ProjectFiles,
  activeEnvironment: string | null,
): FoundRelease | null {
  const isHere = (folder: string) => activeEnvironment !== null && isInside(activeEnvironment, folder);
  const home = folders.find(isHere) ?? null;
  const installed = (environment: string): Source => ({
    source: `installed in ${environment}`,
    versions: () => installedVersions(name, environment, files),
  });
  const elsewhere = activeEnvironment === null || home !== null ? [] : [installed(activeEnvironment)];
  const sources = folders.flatMap((folder): readonly Source[] => [
    ...(folder === home && activeEnvironment !== null ? [installed(activeEnvironment)] : []),
    installed(join(folder, ".venv")),
    installed(join(folder, "venv")),
    { source: `a lock file in ${folder}`, versions: () => lockedVersions(name, folder, files) },
    { source: `requirements in ${folder}`, versions: () => pinnedInRequirements(name, folder, files) },
    { source: `pyproject.toml in ${folder}`, versions: () => pinnedInPyproject(name, folder, files) },
  ]);
  for (const { source, versions } of [...sources, ...elsewhere]) {
    const said = versions();
    if (said.length > 0) return { release: agreed(said), source };
  }
  return null;
}

interface Source {
  readonly source: string;
  readonly versions: () => readonly string[];
}

function agreed(versions: readonly string[]): string | null {
  const releases = new Set(versions.map(releaseOf));
  const [only = null] = releases;
  return releases.size === 1 ? only : null;
}
