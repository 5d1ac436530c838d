import { delimiter, dirname, join, relative, resolve, sep } from "node:path";
import { parse } from "smol-toml";
import type { ProjectFiles } from "./files.ts";
import { findOption, type IniFile, optionValue, readIni } from "./ini-file.ts";

/** The Alembic environment that a migration belongs to. Paths are absolute. */
export interface AlembicEnvironment {
  /** The folder with `env.py`. */
  readonly folder: string;
  /** The configuration that points to the folder; null when none is found. */
  readonly config: AlembicConfig | null;
  /** The folder of the whole project: of the repository, else the outermost one that looks like a project's. */
  readonly root: string;
}

/** What a configuration file says of where Python finds things. */
export interface AlembicConfig {
  readonly file: string;
  readonly kind: "ini" | "toml";
  /** The section of an ini file. */
  readonly section: string;
  /** `script_location` as written; null in Flask-Migrate's file, which leaves it to the program. */
  readonly scriptLocation: string | null;
  /** The folders of `prepend_sys_path`, which every `alembic` command puts on Python's path. */
  readonly importFolders: readonly string[];
}

/** Finds the environment of the migration at `path`: the nearest folder above that has an `env.py`. */
export function findEnvironment(path: string, files: ProjectFiles): AlembicEnvironment | null {
  const folder = foldersAbove(path).find((candidate) => files.isFile(join(candidate, "env.py")));
  if (folder === undefined) return null;
  const root = projectRoot(folder, files);
  for (const candidate of [folder, ...foldersAbove(folder)].filter((above) => isInside(above, root))) {
    const config = configIn(candidate, folder, files);
    if (config !== null) return { folder, config, root };
  }
  return { folder, config: null, root };
}

/** The folders above `path`, nearest first. */
export function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...foldersAbove(parent)];
}

/** True when `path` is `folder` or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}

function projectRoot(folder: string, files: ProjectFiles): string {
  const above = foldersAbove(folder);
  const repository = above.find(
    (candidate) => files.isDirectory(join(candidate, ".git")) || files.isFile(join(candidate, ".git")),
  );
  const marks = ["pyproject.toml", "setup.py", "setup.cfg", "alembic.ini", "requirements.txt"];
  const outermost = above.findLast((candidate) => marks.some((mark) => files.isFile(join(candidate, mark))));
  return repository ?? outermost ?? dirname(folder);
}

/** The configuration in `here` that points to `environment`. */
function configIn(here: string, environment: string, files: ProjectFiles): AlembicConfig | null {
  const iniFile = join(here, "alembic.ini");
  const iniText = files.readText(iniFile);
  const ini = iniText === null ? null : readIni(iniText);
  const tomlFile = join(here, "pyproject.toml");
  const toml = alembicTable(files.readText(tomlFile));

  for (const { name: section } of ini ?? []) {
    if (ini === null) break;
    const written = findOption(ini, section, "script_location")?.value ?? null;
    const isFlaskMigrate = written === null && section === "alembic" && here === environment;
    const location = optionValue(ini, section, "script_location", here);
    if (isFlaskMigrate || (location !== null && locates(location, here, environment))) {
      const importFolders = iniImportFolders(ini, section, here) ?? tomlImportFolders(toml, here);
      return { file: iniFile, kind: "ini", section, scriptLocation: written, importFolders };
    }
  }
  const written = toml?.script_location;
  if (typeof written !== "string" || !locates(fillHere(written, here), here, environment)) return null;
  const importFolders = (ini === null ? null : iniImportFolders(ini, "alembic", here)) ?? tomlImportFolders(toml, here);
  return { file: tomlFile, kind: "toml", section: "tool.alembic", scriptLocation: written, importFolders };
}

/** Whether a `script_location` (a folder, or `package:folder`) means the environment's folder. */
function locates(location: string, here: string, environment: string): boolean {
  const [, packageName, inside] = /^([\w.]{2,}):(.+)$/.exec(location) ?? [];
  if (packageName === undefined || inside === undefined) return resolve(here, location) === environment;
  const way = join(...packageName.split("."), inside);
  return [here, join(here, "src")].some((base) => resolve(base, way) === environment);
}

function iniImportFolders(ini: IniFile, section: string, here: string): string[] | null {
  const value = optionValue(ini, section, "prepend_sys_path", here);
  if (value === null || value === "") return null;
  const separator = optionValue(ini, section, "path_separator", here);
  const parts = value.split(separator === null ? /, *| +|:/ : (separators[separator] ?? separator));
  return parts.filter((part) => part.trim() !== "").map((part) => resolve(here, part.trim()));
}

const separators: Readonly<Record<string, string | RegExp>> = {
  os: delimiter,
  space: / +/,
  newline: "\n",
};

function tomlImportFolders(table: Readonly<Record<string, unknown>> | null, here: string): string[] {
  const value = table?.prepend_sys_path;
  const entries = Array.isArray(value) ? value : [value];
  return entries.filter((entry) => typeof entry === "string").map((entry) => resolve(here, fillHere(entry, here)));
}

function fillHere(value: string, here: string): string {
  return value.replaceAll("%(here)s", here).replaceAll("%%", "%");
}

function alembicTable(text: string | null): Readonly<Record<string, unknown>> | null {
  // Most projects have no such table: spare them the parse.
  if (text === null || !text.includes("alembic")) return null;
  try {
    const { tool } = parse(text);
    return isTable(tool) && isTable(tool.alembic) ? tool.alembic : null;
  } catch {
    return null;
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
