import { isAbsolute, join, resolve } from "node:path";
import { parse } from "smol-toml";
import { fillHere, listedPaths, placesOf } from "./configured-paths.ts";
import type { ProjectFiles } from "./files.ts";
import { findOption, type IniFile, optionValue, readIni } from "./ini-file.ts";

/** What a configuration file says of an Alembic environment. Paths are absolute. */
export interface AlembicConfig {
  readonly file: string;
  /** The folder that its relative paths start from: the one that `alembic` is run in. */
  readonly from: string;
  readonly kind: "ini" | "toml";
  /** The section of an ini file. */
  readonly section: string;
  /** `script_location` as written; null in Flask-Migrate's file, which leaves it to the program. */
  readonly scriptLocation: string | null;
  /** The folders of `prepend_sys_path`, which every `alembic` command puts on Python's path. */
  readonly importFolders: readonly string[];
  /** For each of the `version_locations`, the folders that it may mean; null for none. */
  readonly versionLocations: readonly (readonly string[])[] | null;
  readonly recursiveVersionLocations: boolean;
  /** `file_template`, by which new revisions' files are named; null for Alembic's own. */
  readonly fileTemplate: string | null;
  /** `truncate_slug_length`, as written; null for Alembic's own. */
  readonly slugLength: string | null;
}

/** A configuration and the folders that its `script_location` may mean. */
export interface ConfiguredEnvironment {
  readonly config: AlembicConfig;
  readonly folders: readonly string[];
}

/** The sections that `alembic -n` is never given: they have the options of `[DEFAULT]`, too. */
const OTHER_SECTIONS = /^(?:DEFAULT|post_write_hooks|loggers|handlers|formatters|(?:logger|handler|formatter)_.*)$/;

/**
 * The environments that the configurations in `here` point to: `alembic.ini`, the other ini files that have a `script_location` (for
 * `alembic -c`), each of their sections (for `alembic -n`), and `[tool.alembic]`, which also fills in what a section of an ini file leaves
 * out (Alembic 1.16).
 * @param from the folder that `alembic` is run in: relative paths start there, not where the file lies.
 */
export function configuredEnvironments(here: string, files: ProjectFiles, from = here): ConfiguredEnvironment[] {
  const tomlFile = join(here, "pyproject.toml");
  const toml = alembicTable(files.readText(tomlFile));
  const found: ConfiguredEnvironment[] = [];
  for (const file of iniFiles(here, files)) {
    const text = files.readText(file);
    if (text === null) continue;
    const ini = readIni(text);
    for (const { name: section } of ini) {
      if (OTHER_SECTIONS.test(section)) continue;
      const options = new IniOptions(ini, section, here, new TomlOptions(toml, here));
      const about = { file, kind: "ini", section } as const;
      const written = findOption(ini, section, "script_location")?.value ?? null;
      const location = optionValue(ini, section, "script_location", here);
      // Flask-Migrate's file lies in the environment itself.
      const isFlaskMigrate = written === null && toml?.script_location === undefined && section === "alembic";
      if (location === null && !isFlaskMigrate) continue;
      found.push({
        config: configOf(options, { ...about, scriptLocation: written }, from),
        folders: location === null ? [here] : environmentPlaces(location, here, from),
      });
    }
  }
  const location = toml?.script_location;
  if (typeof location === "string") {
    const fallback = new TomlOptions(toml, here);
    const ini = readIni(files.readText(join(here, "alembic.ini")) ?? "");
    const options = new IniOptions(ini, "alembic", here, fallback);
    const about = { file: tomlFile, kind: "toml", section: "tool.alembic", scriptLocation: location } as const;
    found.push({ config: configOf(options, about, here), folders: placesOf(fillHere(location, here), here) });
  }
  return found;
}

/** The folders that a `script_location` may mean. An absolute one may be that of a container: then the file's own folder is. */
function environmentPlaces(location: string, here: string, from: string): string[] {
  return isAbsolute(location) ? [location, here] : placesOf(location, from);
}

/** `alembic.ini`, which is the one that counts where nobody says otherwise, and after it the others. */
function iniFiles(here: string, files: ProjectFiles): string[] {
  const others = files
    .list(here, /\.ini$/)
    .filter((name) => name !== "alembic.ini")
    .sort()
    .map((name) => join(here, name))
    .filter((file) => files.readText(file)?.includes("script_location"));
  return [join(here, "alembic.ini"), ...others];
}

interface Options {
  paths(name: string, separatorOptions: readonly string[], usual: RegExp): readonly string[] | null;
  flag(name: string): boolean;
  text(name: string): string | null;
}

type About = Pick<AlembicConfig, "file" | "kind" | "section" | "scriptLocation">;

function configOf(options: Options, about: About, from: string): AlembicConfig {
  const imports = options.paths("prepend_sys_path", ["path_separator"], /, *| +|:/);
  const versions = options.paths("version_locations", ["path_separator", "version_path_separator"], /, *| +/);
  return {
    ...about,
    from,
    importFolders: imports?.map((path) => resolve(from, path)) ?? [],
    versionLocations: versions?.map((location) => placesOf(location, from)) ?? null,
    recursiveVersionLocations: options.flag("recursive_version_locations"),
    fileTemplate: options.text("file_template"),
    slugLength: options.text("truncate_slug_length"),
  };
}

class IniOptions implements Options {
  readonly #ini: IniFile;
  readonly #section: string;
  readonly #here: string;
  readonly #fallback: Options;

  constructor(ini: IniFile, section: string, here: string, fallback: Options) {
    this.#ini = ini;
    this.#section = section;
    this.#here = here;
    this.#fallback = fallback;
  }

  paths(name: string, separatorOptions: readonly string[], usual: RegExp): readonly string[] | null {
    const value = this.#value(name);
    if (value === null || value === "") return this.#fallback.paths(name, separatorOptions, usual);
    const [separator] = separatorOptions.flatMap((option) => this.#value(option) ?? []);
    return listedPaths(value, separator ?? null, usual);
  }

  flag(name: string): boolean {
    return this.#value(name)?.toLowerCase() === "true" || this.#fallback.flag(name);
  }

  text(name: string): string | null {
    return this.#value(name) ?? this.#fallback.text(name);
  }

  #value(name: string): string | null {
    return optionValue(this.#ini, this.#section, name, this.#here);
  }
}

class TomlOptions implements Options {
  readonly #table: Readonly<Record<string, unknown>> | null;
  readonly #here: string;

  constructor(table: Readonly<Record<string, unknown>> | null, here: string) {
    this.#table = table;
    this.#here = here;
  }

  paths(name: string): readonly string[] | null {
    const value = this.#table?.[name];
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const paths = entries.filter((entry) => typeof entry === "string").map((entry) => fillHere(entry, this.#here));
    return paths.length === 0 ? null : paths;
  }

  flag(name: string): boolean {
    const value = this.#table?.[name];
    return value === true || (typeof value === "string" && value.toLowerCase() === "true");
  }

  text(name: string): string | null {
    const value = this.#table?.[name];
    return typeof value === "number" ? String(value) : typeof value === "string" ? fillHere(value, this.#here) : null;
  }
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
