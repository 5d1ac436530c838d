import { type PathLike, realpathSync, stat } from "node:fs";
import { dirname, isAbsolute, relative } from "node:path";
import { convertPathToPattern, glob } from "tinyglobby";
import type { Project } from "./project.ts";
import type { ProjectSettings } from "./settings-file.ts";

/** Folders that hold no code of the project: dependencies, environments, caches. Hidden folders are skipped anyway. */
const FOREIGN = ["**/node_modules/**", "**/site-packages/**", "**/venv/**", "**/env/lib/**", "**/__pycache__/**"];

/**
 * The Python files below `folder` but those that its settings exclude, as `listPythonFiles` gives them. A file to which links lead is
 * given by the name under which Alembic loads it: once for each environment.
 */
export async function listCheckedFiles(
  folder: string,
  settings: ProjectSettings | null,
  project: Pick<Project, "environment" | "liesInVersionsFolder">,
): Promise<string[]> {
  const { files, linked } =
    settings === null ? await search(folder) : await search(folder, settings.exclude ?? [], dirname(settings.file));
  return linked.size === 0 ? files : withoutRepetition(files, project);
}

/**
 * Lists the Python files below `folder`, sorted, as absolute paths; links to files, too, but nothing behind links to folders, which may lead
 * anywhere. Whether one is a migration its content decides.
 * @param exclude glob patterns, relative to `excludeBase`, of what to leave out.
 * @param wanted a glob pattern of what to list.
 */
export async function listPythonFiles(
  folder: string,
  exclude: readonly string[] = [],
  excludeBase: string = folder,
  wanted = "**/*.py",
): Promise<string[]> {
  return (await search(folder, exclude, excludeBase, wanted)).files;
}

interface Found {
  readonly files: string[];
  /** The real paths to which links lead. */
  readonly linked: ReadonlySet<string>;
}

async function search(
  folder: string,
  exclude: readonly string[] = [],
  excludeBase: string = folder,
  wanted = "**/*.py",
): Promise<Found> {
  const patterns = exclude.flatMap((pattern) => [pattern, `${pattern.replace(/\/+$/, "")}/**`]);
  const within = relative(excludeBase, folder);
  // From another folder than their own, patterns that begin with ** match nothing.
  const isWithin = within !== "" && !within.startsWith("..") && !isAbsolute(within);
  const prefix = isWithin ? `${convertPathToPattern(within)}/` : "";
  const linked = new Set<string>();
  const files = await glob(prefix + wanted, {
    cwd: isWithin ? excludeBase : folder,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: true,
    fs: { stat: statOfFiles(linked) },
    ignore: [
      ...FOREIGN.map((pattern) => prefix + pattern),
      ...patterns.map((pattern) => `${convertPathToPattern(excludeBase)}/${pattern}`),
    ],
  });
  return { files: files.sort(), linked };
}

/** What a search asks where links lead: one that leads to a folder counts as one that leads nowhere. @param linked takes the files. */
function statOfFiles(linked: Set<string>): typeof stat {
  const statOfFile = (path: PathLike, ...others: readonly unknown[]) => {
    const answer = others.at(-1);
    if (typeof answer !== "function") return;
    stat(path, (error, found) => {
      if (error === null && found.isFile()) linked.add(String(path));
      answer(error ?? (found.isFile() ? null : new Error(`${path}: no file`)), found);
    });
  };
  return Object.assign(statOfFile, { __promisify__: stat.__promisify__ });
}

function withoutRepetition(
  files: readonly string[],
  project: Pick<Project, "environment" | "liesInVersionsFolder">,
): string[] {
  const known = new Set<string>();
  const isNew = (file: string, environment = ""): boolean => {
    const real = realpathSync(file);
    const key = JSON.stringify([real, environment]);
    if (known.has(key) || (environment === "" && known.has(real))) return false;
    known.add(key).add(real);
    return true;
  };
  const loaded = new Set(files.filter((file) => project.liesInVersionsFolder(file)));
  const given = new Set([...loaded].filter((file) => isNew(file, project.environment(file)?.id)));
  return files.filter((file) => given.has(file) || (!loaded.has(file) && isNew(file)));
}
