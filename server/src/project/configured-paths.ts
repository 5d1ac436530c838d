import { delimiter, join, resolve } from "node:path";

const separators: Readonly<Record<string, string | RegExp>> = {
  os: delimiter,
  space: / +/,
  newline: "\n",
};

/**
 * The paths that an option of an ini file lists.
 * @param separator what `path_separator` or `version_path_separator` says; null where neither is there.
 * @param usual what separates them then.
 */
export function listedPaths(value: string, separator: string | null, usual: RegExp): string[] {
  const parts = value.split(separator === null ? usual : (separators[separator] ?? separator));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** The folders that a location (a folder, or `package:folder`) may mean in a configuration in `here`. */
export function placesOf(location: string, here: string): string[] {
  const way = wayInPackage(location);
  return way === null ? [resolve(here, location)] : [here, join(here, "src")].map((base) => resolve(base, way));
}

/** The path of a `package:folder` below what Python imports the package from; null for a plain folder. */
export function wayInPackage(location: string): string | null {
  const [, packageName, inside] = /^([\w.]{2,}):(.+)$/.exec(location) ?? [];
  return packageName === undefined || inside === undefined ? null : join(...packageName.split("."), inside);
}

/** A value of `[tool.alembic]` with `%(here)s` filled in. */
export function fillHere(value: string, here: string): string {
  return value.replaceAll("%(here)s", here).replaceAll("%%", "%");
}
