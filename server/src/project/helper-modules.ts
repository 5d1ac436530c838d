import { join } from "node:path";
import type { FunctionSignature, ModuleKnowledge } from "../context.ts";
import { type AlembicEnvironment, foldersAbove, isInside } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";

/** Reads the top-level functions of a Python source, by name. */
export type ReadFunctions = (source: string) => ReadonlyMap<string, FunctionSignature>;

/** What is directly in the package `alembic` in any release up to 1.19: a name that is not here is no module of it. */
const alembicModules = new Set(
  "__main__ autogenerate batch command compat config context ddl environment migration op operations options revision runtime script templates testing util".split(
    " ",
  ),
);

/** Where a module is, seen from a migration. */
export type ModuleLocation =
  | { readonly state: "unknown" }
  | { readonly state: "found"; readonly path: string }
  | { readonly state: "absent" }
  | { readonly state: "shadowed"; readonly path: string };

/**
 * Finds out, without running Python, what an `import` of a module meets in a migration.
 * @param module a dotted name; a relative one is unknown.
 */
export function resolveModule(
  module: string,
  environment: AlembicEnvironment,
  files: ProjectFiles,
  readFunctions: ReadFunctions,
): ModuleKnowledge {
  const location = locateModule(module, environment, files);
  if (location.state !== "found") return location;
  const source = files.readText(location.path);
  return source === null ? { state: "unknown" } : { ...location, functions: readFunctions(source) };
}

/** Finds the file of a module that is importable in a migration, by its dotted name. */
export function locateModule(module: string, environment: AlembicEnvironment, files: ProjectFiles): ModuleLocation {
  const parts = module.split(".");
  if (parts.includes("")) return { state: "unknown" };
  if (parts[0] === "alembic") return locateInAlembic(parts, environment, files);

  let isOurs = false;
  for (const folder of likelyFolders(environment)) {
    const path = moduleFile(folder, parts, files);
    if (path !== null) return { state: "found", path };
    if (mayHideModule(folder, parts, files)) return { state: "unknown" };
    isOurs ||= knownFolders(environment).includes(folder) && holdsTopLevel(folder, parts, files);
  }
  // A package that is nowhere in the project may be installed from elsewhere.
  return isOurs ? { state: "absent" } : { state: "unknown" };
}

/** Below `alembic`, Python looks in the installed package only, whatever folder of that name the project has. */
function locateInAlembic(
  parts: readonly string[],
  environment: AlembicEnvironment,
  files: ProjectFiles,
): ModuleLocation {
  const [, ...inside] = parts;
  const [first] = inside;
  if (first === undefined || alembicModules.has(first)) return { state: "unknown" };
  const folders = likelyFolders(environment);
  const scripts = [
    join(environment.folder, "env.py"),
    ...folders.flatMap((folder) => [join(folder, "sitecustomize.py"), join(folder, "usercustomize.py")]),
  ];
  const isExtended = scripts.some((script) => changesPackages(files.readText(script)));
  const namedSo = folders.map((folder) => join(folder, "alembic"));
  const places = isExtended ? [environment.folder, ...namedSo] : namedSo;
  const path = places.map((folder) => moduleFile(folder, inside, files)).find((candidate) => candidate !== null);
  if (path === undefined) return { state: isExtended ? "unknown" : "absent" };
  return { state: isExtended ? "found" : "shadowed", path };
}

/** Whether a script does what can make modules appear in a package: `alembic.__path__.append(…)`, `sys.modules[…] = …`. */
function changesPackages(source: string | null): boolean {
  return source !== null && /__path__|sys\.modules/.test(source.replace(modulesListed, ""));
}

/** `pkgutil.iter_modules(app.models.__path__)`, by which many an `env.py` loads its models: it only reads. */
const modulesListed = /\b(?:iter_modules|walk_packages)\(\s*(?:path\s*=\s*)?[\w.]+\.__path__/g;

/** Where modules of the project are importable from, for certain or by habit. */
function knownFolders({ config, root }: AlembicEnvironment): string[] {
  const bases = config === null ? [root] : [config.from, root];
  return [...(config?.importFolders ?? []), ...bases.flatMap((base) => [base, join(base, "src")])];
}

/** The same and the folders around the environment, which `env.py` often adds. */
function likelyFolders(environment: AlembicEnvironment): string[] {
  const around = [environment.folder, ...foldersAbove(environment.folder)];
  return [...new Set([...knownFolders(environment), ...around.filter((folder) => isInside(folder, environment.root))])];
}

/** The file of a module below `folder`; null when it isn't there. */
export function moduleFile(folder: string, parts: readonly string[], files: ProjectFiles): string | null {
  const path = join(folder, ...parts);
  return [join(path, "__init__.py"), `${path}.py`].find((candidate) => files.isFile(candidate)) ?? null;
}

/** Whether the module may be there without a source file: compiled, or made by code of a package it lies in. */
function mayHideModule(folder: string, parts: readonly string[], files: ProjectFiles): boolean {
  const parents = parts.slice(0, -1).map((_, index) => join(folder, ...parts.slice(0, index + 1)));
  const last = parts.at(-1) ?? "";
  const isCompiled = files
    .list(parents.at(-1) ?? folder, /\.(so|pyd|pyc)$/)
    .some((name) => name.startsWith(`${last}.`));
  return isCompiled || parents.some((parent) => changesPackages(files.readText(join(parent, "__init__.py"))));
}

function holdsTopLevel(folder: string, parts: readonly string[], files: ProjectFiles): boolean {
  const top = join(folder, parts[0] ?? "");
  return files.isDirectory(top) || files.isFile(`${top}.py`);
}
