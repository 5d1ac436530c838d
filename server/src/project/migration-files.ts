import { dirname, isAbsolute, relative } from "node:path";
import { convertPathToPattern, glob } from "tinyglobby";
import type { ProjectSettings } from "./settings-file.ts";

/** Folders that hold no code of the project: dependencies, environments, caches. Hidden folders are skipped anyway. */
const FOREIGN = ["**/node_modules/**", "**/site-packages/**", "**/venv/**", "**/env/lib/**", "**/__pycache__/**"];

/** The Python files below `folder` but those that its settings exclude, as `listPythonFiles` gives them. */
export function listCheckedFiles(folder: string, settings: ProjectSettings | null): Promise<string[]> {
  return settings === null
    ? listPythonFiles(folder)
    : listPythonFiles(folder, settings.exclude ?? [], dirname(settings.file));
}

/**
 * Lists the Python files below `folder`, sorted, as absolute paths. Whether one is a migration its content decides.
 * @param exclude glob patterns, relative to `excludeBase`, of what to leave out.
 * @param wanted a glob pattern of what to list.
 */
export async function listPythonFiles(
  folder: string,
  exclude: readonly string[] = [],
  excludeBase: string = folder,
  wanted = "**/*.py",
): Promise<string[]> {
  const patterns = exclude.flatMap((pattern) => [pattern, `${pattern.replace(/\/+$/, "")}/**`]);
  const within = relative(excludeBase, folder);
  // From another folder than their own, patterns that begin with ** match nothing.
  const isWithin = within !== "" && !within.startsWith("..") && !isAbsolute(within);
  const prefix = isWithin ? `${convertPathToPattern(within)}/` : "";
  const files = await glob(prefix + wanted, {
    cwd: isWithin ? excludeBase : folder,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: [
      ...FOREIGN.map((pattern) => prefix + pattern),
      ...patterns.map((pattern) => `${convertPathToPattern(excludeBase)}/${pattern}`),
    ],
  });
  return files.sort();
}
