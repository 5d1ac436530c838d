import { join } from "node:path";
import type { ProjectFiles } from "./files.ts";
import { packageName } from "./package-name.ts";

/**
 * The versions of a package that are installed in a virtual environment, by the names of its `dist-info` folders (or `egg-info`,
 * as Debian's packages have it). More than one is what an interrupted installation leaves.
 */
export function installedVersions(name: string, virtualEnvironment: string, files: ProjectFiles): readonly string[] {
  const libraries = ["lib", "Lib"].map((library) => join(virtualEnvironment, library));
  const folders = libraries.flatMap((library) => [
    join(library, "site-packages"),
    ...files.list(library, /^(python|pypy)\d/).map((entry) => join(library, entry, "site-packages")),
  ]);
  const found = folders.flatMap((folder) =>
    files.list(folder, /\.(?:dist|egg)-info$/).flatMap((entry) => {
      const [, written = "", version] = /^([\w.]+)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(entry) ?? [];
      return version !== undefined && packageName(written) === name ? [version] : [];
    }),
  );
  return [...new Set(found)];
}
