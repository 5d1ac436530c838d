import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { FileChange } from "../rules/finding.ts";
import type { AlembicConfig } from "./alembic-config.ts";
import type { AlembicEnvironment } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { findOption, readIni } from "./ini-file.ts";
import { insertLine } from "./text-lines.ts";

/** A folder that every `alembic` command puts on Python's path, and what must be changed for that. */
export interface ImportFolder {
  readonly folder: string;
  readonly change: FileChange | null;
}

/**
 * The folders that modules of the project can be imported from: those of `prepend_sys_path`, or, where the configuration has
 * none, the one to add. Nothing else does for every command: `alembic` itself puts its own folder on the path, not the project's.
 */
export function importFolders(environment: AlembicEnvironment, files: ProjectFiles): ImportFolder[] {
  const { config } = environment;
  if (config === null) return [];
  const present = config.importFolders.filter((folder) => files.isDirectory(folder));
  if (present.length > 0) return present.map((folder) => ({ folder, change: null }));
  if (config.importFolders.length > 0) return [];
  const added = addImportFolder(environment, config, files);
  return added === null ? [] : [added];
}

function addImportFolder(
  environment: AlembicEnvironment,
  config: AlembicConfig,
  files: ProjectFiles,
): ImportFolder | null {
  const folder = sourceFolder(environment, config, files);
  const here = dirname(config.file);
  // Relative to the working directory, as `script_location` is; where that is fixed, this is as well.
  const isFixed =
    config.scriptLocation === null || config.scriptLocation.includes("%(here)s") || isAbsolute(config.scriptLocation);
  const canBeFixed = config.kind === "toml" || config.scriptLocation === null || !/[ ,:]/.test(here);
  const way = relative(isFixed && canBeFixed ? here : config.from, folder)
    .split(sep)
    .join("/");
  const entry = isFixed && canBeFixed ? (way === "" ? "%(here)s" : `%(here)s/${way}`) : way || ".";
  const previous = files.readText(config.file);
  const content = previous === null ? null : withEntry(previous, config, entry);
  if (previous === null || content === null) return null;
  return { folder, change: { path: config.file, content, action: { kind: "replace", previous } } };
}

/** The folder that the project's packages lie in, seen from the environment. */
function sourceFolder(environment: AlembicEnvironment, config: AlembicConfig, files: ProjectFiles): string {
  const here = config.from;
  // Flask-Migrate keeps its configuration in the environment.
  if (here === environment.folder) return dirname(here);
  const folders = foldersBetween(here, environment.folder);
  const firstPackage = folders.find((folder) => files.isFile(join(folder, "__init__.py")));
  if (firstPackage !== undefined) return dirname(firstPackage);
  const [first] = folders;
  return first === join(here, "src") && folders.length > 1 ? first : here;
}

/** The folders from below `outer` down to `inner`; empty when they are one, or `inner` lies elsewhere. */
export function foldersBetween(outer: string, inner: string): string[] {
  const parts = relative(outer, inner).split(sep);
  if (parts[0] === "" || parts[0] === ".." || isAbsolute(parts[0] ?? "")) return [];
  return parts.map((_, index) => join(outer, ...parts.slice(0, index + 1)));
}

function withEntry(text: string, config: AlembicConfig, entry: string): string | null {
  if (config.kind === "ini") {
    const ini = readIni(text);
    const header = ini.find((section) => section.name === config.section);
    if (header === undefined) return null;
    const own = header.options.find((option) => option === findOption(ini, config.section, "script_location"));
    return insertLine(text, (own?.lastLine ?? header.line) + 1, `prepend_sys_path = ${entry}`);
  }
  const lines = text.split(/\r?\n/);
  const table = lines.findIndex((line) => /^\s*\[\s*tool\s*\.\s*alembic\s*\]/.test(line));
  return table === -1 ? null : insertLine(text, table + 1, `prepend_sys_path = [${JSON.stringify(entry)}]`);
}
