import { join } from "node:path";
import { isInside } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { installedVersions } from "./installed-packages.ts";
import { lockedVersions } from "./lock-files.ts";
import { pinnedInPyproject, pinnedInRequirements } from "./pinned-requirements.ts";
import { releaseOf } from "./release.ts";

/**
 * Finds the release of a Python package, as `major.minor.patch`, that a project runs on. The nearest folder that tells it wins;
 * there, what is installed comes before what is locked, and that before what is pinned.
 * @param name as `packageName` gives it.
 * @param folders where to look, nearest first.
 * @param activeEnvironment the folder that `VIRTUAL_ENV` names: it counts where it lies, and last where it lies elsewhere.
 * @returns null when nothing tells it, or what tells it contradicts itself.
 */
export function packageRelease(
  name: string,
  folders: readonly string[],
  files: ProjectFiles,
  activeEnvironment: string | null,
): string | null {
  const isHere = (folder: string) => activeEnvironment !== null && isInside(activeEnvironment, folder);
  const home = folders.find(isHere) ?? null;
  for (const folder of folders) {
    const environments = [join(folder, ".venv"), join(folder, "venv")];
    if (folder === home && activeEnvironment !== null) environments.unshift(activeEnvironment);
    const said = firstOf([
      ...environments.map((environment) => () => installedVersions(name, environment, files)),
      () => lockedVersions(name, folder, files),
      () => pinnedInRequirements(name, folder, files),
      () => pinnedInPyproject(name, folder, files),
    ]);
    if (said.length > 0) return agreed(said);
  }
  const elsewhere = activeEnvironment === null || home !== null;
  return elsewhere ? null : agreed(installedVersions(name, activeEnvironment, files));
}

/** What the first source says that says anything. */
function firstOf(sources: readonly (() => readonly string[])[]): readonly string[] {
  for (const source of sources) {
    const said = source();
    if (said.length > 0) return said;
  }
  return [];
}

function agreed(versions: readonly string[]): string | null {
  const releases = new Set(versions.map(releaseOf));
  const [only = null] = releases;
  return releases.size === 1 ? only : null;
}
