import { join } from "node:path";
import { parse } from "smol-toml";
import type { ProjectFiles } from "./files.ts";
import { packageName } from "./package-name.ts";
import { isTable } from "./setting-types.ts";

/** The versions that the requirements files of a folder pin a package to. */
export function pinnedInRequirements(name: string, folder: string, files: ProjectFiles): readonly string[] {
  const here = files.list(folder, /^requirements.*\.txt$/);
  const below = files.list(join(folder, "requirements"), /\.txt$/);
  const paths = [...here.map((file) => join(folder, file)), ...below.map((file) => join(folder, "requirements", file))];
  return paths.flatMap((path) => {
    const lines = files.readText(path)?.split(/\r?\n/) ?? [];
    return lines.flatMap((line) => pinnedVersion(line, name) ?? []);
  });
}

/** The versions that a folder's `pyproject.toml` pins a package to, for pip and its like (PEP 621, PEP 735), Poetry and PDM. */
export function pinnedInPyproject(name: string, folder: string, files: ProjectFiles): readonly string[] {
  const text = files.readText(join(folder, "pyproject.toml"));
  if (text === null || !text.toLowerCase().includes(name)) return [];
  let document: Readonly<Record<string, unknown>>;
  try {
    document = parse(text);
  } catch {
    return [];
  }
  const at = (...path: readonly string[]) =>
    path.reduce<unknown>((value, key) => (isTable(value) ? value[key] : undefined), document);
  const requirements = [
    at("project", "dependencies"),
    ...valuesOf(at("project", "optional-dependencies")),
    ...valuesOf(at("dependency-groups")),
    ...valuesOf(at("tool", "pdm", "dev-dependencies")),
  ];
  const ofPoetry = [
    at("tool", "poetry", "dependencies"),
    at("tool", "poetry", "dev-dependencies"),
    ...valuesOf(at("tool", "poetry", "group")).map((group) => (isTable(group) ? group.dependencies : null)),
  ];
  return [
    ...requirements.flatMap((list) => textsOf(list).flatMap((requirement) => pinnedVersion(requirement, name) ?? [])),
    ...ofPoetry.flatMap((table) => pinnedForPoetry(table, name)),
  ];
}

/** The version of a requirement that takes exactly one: `SQLAlchemy[asyncio]==2.0.49 ; python_version > "3.8"`. */
function pinnedVersion(requirement: string, name: string): string | null {
  const [, written = "", version = ""] =
    /^\s*([\w.-]+)\s*(?:\[[^\]]*\])?\s*(?:\(\s*)?===?\s*([\w.+!-]+)\s*\)?\s*(?=[;#\\]|--|$)/.exec(requirement) ?? [];
  return packageName(written) === name ? version : null;
}

/** In Poetry's tables a bare version means that one. */
function pinnedForPoetry(table: unknown, name: string): string[] {
  if (!isTable(table)) return [];
  return Object.entries(table).flatMap(([written, constraint]) => {
    const version = isTable(constraint) ? constraint.version : constraint;
    const exact = typeof version === "string" ? /^\s*={0,3}\s*(\d[\w.+!]*)\s*$/.exec(version) : null;
    return packageName(written) === name ? (exact?.[1] ?? []) : [];
  });
}

function valuesOf(value: unknown): unknown[] {
  return isTable(value) ? Object.values(value) : [];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
