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

/**
 * Finds the environment of the migration at `path`: the nearest folder above that has an `env.py`, else the one whose
 * configuration has the migration's folder among its `version_locations`.
 */
export function findEnvironment(path: string, files: ProjectFiles): AlembicEnvironment | null {
  const above = foldersAbove(path);
  const folder =
    above.find((candidate) => files.isFile(join(candidate, "env.py"))) ?? environmentOfVersions(path, above, files);
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

/** The folder of the project that `folder` belongs to: of its repository, else the outermost one that looks like a project's. */
export function projectRoot(folder: string, files: ProjectFiles): string {
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

/** The environment of a migration that lies outside of it, by the `version_locations` of a configuration above. */
function environmentOfVersions(path: string, above: readonly string[], files: ProjectFiles): string | undefined {
  const isEnvironment = (folder: string) => files.isFile(join(folder, "env.py"));
  for (const here of above) {
    for (const { scriptLocation, versionLocations } of locationsIn(here, files)) {
      const isOurs = versionLocations.some((each) => placesOf(each, here).some((folder) => isInside(path, folder)));
      const folder = isOurs ? placesOf(scriptLocation, here).find(isEnvironment) : undefined;
      if (folder !== undefined) return folder;
    }
  }
  return undefined;
}

interface Locations {
  readonly scriptLocation: string;
  readonly versionLocations: readonly string[];
}

/** What the configurations in `here` say of where migrations are. */
function locationsIn(here: string, files: ProjectFiles): Locations[] {
  const found: Locations[] = [];
  const iniText = files.readText(join(here, "alembic.ini"));
  const ini = iniText === null ? [] : readIni(iniText);
  for (const { name: section } of ini) {
    const scriptLocation = optionValue(ini, section, "script_location", here);
    const saysHow = ["path_separator", "version_path_separator"];
    const versionLocations = iniPaths(ini, section, here, "version_locations", saysHow, /, *| +/);
    if (scriptLocation !== null && versionLocations !== null) found.push({ scriptLocation, versionLocations });
  }
  const toml = alembicTable(files.readText(join(here, "pyproject.toml")));
  if (typeof toml?.script_location === "string") {
    const versionLocations = tomlPaths(toml.version_locations, here);
    found.push({ scriptLocation: fillHere(toml.script_location, here), versionLocations });
  }
  return found;
}

/** Whether a `script_location` means the environment's folder. */
function locates(location: string, here: string, environment: string): boolean {
  return placesOf(location, here).includes(environment);
}

/** The folders that a location (a folder, or `package:folder`) may mean. */
function placesOf(location: string, here: string): string[] {
  const [, packageName, inside] = /^([\w.]{2,}):(.+)$/.exec(location) ?? [];
  if (packageName === undefined || inside === undefined) return [resolve(here, location)];
  const way = join(...packageName.split("."), inside);
  return [here, join(here, "src")].map((base) => resolve(base, way));
}

function iniImportFolders(ini: IniFile, section: string, here: string): string[] | null {
  const paths = iniPaths(ini, section, here, "prepend_sys_path", ["path_separator"], /, *| +|:/);
  return paths?.map((path) => resolve(here, path)) ?? null;
}

/**
 * The paths that an option lists; null when it lists none.
 * @param separatorOptions the options that may say what separates them, the first one there counts; else `usual` does.
 */
function iniPaths(
  ini: IniFile,
  section: string,
  here: string,
  name: string,
  separatorOptions: readonly string[],
  usual: RegExp,
): string[] | null {
  const value = optionValue(ini, section, name, here);
  if (value === null || value === "") return null;
  const [separator] = separatorOptions.flatMap((option) => optionValue(ini, section, option, here) ?? []);
  const parts = value.split(separator === undefined ? usual : (separators[separator] ?? separator));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

const separators: Readonly<Record<string, string | RegExp>> = {
  os: delimiter,
  space: / +/,
  newline: "\n",
};

function tomlImportFolders(table: Readonly<Record<string, unknown>> | null, here: string): string[] {
  return tomlPaths(table?.prepend_sys_path, here).map((path) => resolve(here, path));
}

function tomlPaths(value: unknown, here: string): string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.filter((entry) => typeof entry === "string").map((entry) => fillHere(entry, here));
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
