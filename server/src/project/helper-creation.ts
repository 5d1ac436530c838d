import { basename, dirname, join, sep } from "node:path";
import type { HelperCreation } from "../context.ts";
import type { FileChange } from "../rules/finding.ts";
import { wayInPackage } from "./configured-paths.ts";
import { type AlembicEnvironment, findEnvironment } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { foldersBetween, type ImportFolder, importFolders } from "./helper-import-path.ts";
import type { ReadFunctions } from "./helper-modules.ts";
import { helperSource } from "./helper-source.ts";
import { isModuleName } from "./module-name.ts";
import { changeSetting, helperModuleSetting } from "./setting-change.ts";

const fileName = "safe_enum_addition";

/** Where the helper goes. */
interface Place {
  readonly importFolder: ImportFolder;
  /** The module's name, from the import folder. */
  readonly module: string;
}

/**
 * Plans the files that give a project the helper, importable by every `alembic` command.
 * @param configured the module that the settings name: kept where it can be made importable.
 * @returns null when no such place is known, or what is there is in the way.
 */
export function planHelper(
  environment: AlembicEnvironment,
  configured: string,
  files: ProjectFiles,
  readFunctions: ReadFunctions,
): HelperCreation | null {
  const folders = importFolders(environment, files);
  const place =
    configuredPlace(configured, folders, files) ??
    placeInNamedPackage(environment, files) ??
    placeInEnvironment(environment, folders, files) ??
    placeBeside(folders, files);
  if (place === null) return null;
  const { module, importFolder } = place;

  const created = createModule(place, files, readFunctions);
  if (created === null || !takesEffect(environment, importFolder, files)) return null;
  const pathChange = importFolder.change;
  if (module === configured) return { module, changes: pathChange === null ? created : [...created, pathChange] };

  const setting = changeSetting(environment, helperModuleSetting(module), withChange(files, pathChange));
  if (setting === null) return null;
  return { module, changes: [...created, ...inOne(pathChange, setting)] };
}

/** Where the settings want it: when the top-level package is the project's, and importable. */
function configuredPlace(module: string, folders: readonly ImportFolder[], files: ProjectFiles): Place | null {
  const [top = ""] = module.split(".");
  const importFolder = folders.find(({ folder }) => files.isDirectory(join(folder, top)));
  const isUsable = top !== "alembic" && importFolder !== undefined && isFree(importFolder.folder, module, files);
  return isUsable ? { importFolder, module } : null;
}

/**
 * In `utils/` of the environment, where `script_location` is `package:folder`: to find it, Alembic imports the package by that name
 * (`importlib.resources`, Alembic 1.19), so that every command can.
 */
function placeInNamedPackage({ config, folder }: AlembicEnvironment, files: ProjectFiles): Place | null {
  const way = wayInPackage(config?.scriptLocation ?? "");
  if (way === null || !folder.endsWith(sep + way)) return null;
  const importFolder = { folder: folder.slice(0, -way.length - 1), change: null };
  const module = [...way.split(sep), "utils", fileName].join(".");
  return isFree(importFolder.folder, module, files) ? { importFolder, module } : null;
}

/** In `utils/` of the environment, as the guideline has it: when the environment is importable under a name of its own. */
function placeInEnvironment(
  environment: AlembicEnvironment,
  folders: readonly ImportFolder[],
  files: ProjectFiles,
): Place | null {
  for (const importFolder of folders) {
    const between = foldersBetween(importFolder.folder, environment.folder);
    const names = between.map((folder) => basename(folder));
    const module = [...names, "utils", fileName].join(".");
    // A package below a plain folder is known to the project under a shorter name: it would be loaded twice.
    const arePackages = between.map((folder) => files.isFile(join(folder, "__init__.py")));
    const isKnownShorter = arePackages.lastIndexOf(true) > arePackages.indexOf(false) && arePackages.includes(false);
    const isUsable = names.length > 0 && names[0] !== "alembic" && !isKnownShorter;
    if (isUsable && isFree(importFolder.folder, module, files)) return { importFolder, module };
  }
  return null;
}

function placeBeside(folders: readonly ImportFolder[], files: ProjectFiles): Place | null {
  const module = `migration_helpers.${fileName}`;
  const importFolder = folders.find(({ folder }) => isFree(folder, module, files));
  return importFolder === undefined ? null : { importFolder, module };
}

/** Whether a module of that name can be: each part is a name, and no package on the way is a module's file. */
function isFree(folder: string, module: string, files: ProjectFiles): boolean {
  if (!isModuleName(module) || module.split(".").some((part) => pythonKeywords.has(part))) return false;
  const packages = foldersBetween(folder, dirname(pathOf(folder, module)));
  return packages.every((path) => files.isFile(join(path, "__init__.py")) || !files.isFile(`${path}.py`));
}

const pythonKeywords = new Set(
  "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

function pathOf(folder: string, module: string): string {
  return `${join(folder, ...module.split("."))}.py`;
}

/** The module's file, unless it is there; null when something else is there. */
function createModule(place: Place, files: ProjectFiles, readFunctions: ReadFunctions): FileChange[] | null {
  const path = pathOf(place.importFolder.folder, place.module);
  const present = files.readText(path);
  if (present !== null) {
    const functions = readFunctions(present);
    return functions.has("safe_add_enum_value") && functions.has("safe_add_multiple_enum_values") ? [] : null;
  }
  const folder = dirname(path);
  const isInPackage = files.isFile(join(dirname(folder), "__init__.py"));
  const init = join(folder, "__init__.py");
  // Tools that collect packages pass over a folder without this file.
  const needsInit = isInPackage && folder !== place.importFolder.folder && !files.isFile(init);
  const inits: FileChange[] = needsInit ? [{ path: init, content: "", action: { kind: "create" } }] : [];
  return [{ path, content: helperSource, action: { kind: "create" } }, ...inits];
}

/** Whether the changed configuration is read as meant. */
function takesEffect(environment: AlembicEnvironment, { folder, change }: ImportFolder, files: ProjectFiles): boolean {
  if (change === null) return true;
  const changed = findEnvironment(join(environment.folder, "versions", "new.py"), withChange(files, change));
  return changed?.config?.importFolders.includes(folder) ?? false;
}

function withChange(files: ProjectFiles, change: FileChange | null): ProjectFiles {
  if (change === null) return files;
  return {
    readText: (path) => (path === change.path ? change.content : files.readText(path)),
    isFile: (path) => path === change.path || files.isFile(path),
    isDirectory: (path) => files.isDirectory(path),
    list: (folder, wanted) => files.list(folder, wanted),
    realPath: (path) => files.realPath(path) ?? (path === change.path ? path : null),
  };
}

/** Two changes, the second made on top of the first, as one where they are of one file. */
function inOne(first: FileChange | null, second: FileChange): FileChange[] {
  if (first === null) return [second];
  return first.path === second.path ? [{ ...first, content: second.content }] : [first, second];
}
