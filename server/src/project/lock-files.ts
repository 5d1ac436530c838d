import { join } from "node:path";
import { parse } from "smol-toml";
import type { ProjectFiles } from "./files.ts";
import { packageName } from "./package-name.ts";
import { isTable } from "./setting-types.ts";

const lockFiles = ["uv.lock", "poetry.lock", "pdm.lock"];

/** The versions of a package in the lock files of a folder: uv's, Poetry's and PDM's have the same table for a package. */
export function lockedVersions(name: string, folder: string, files: ProjectFiles): readonly string[] {
  return lockFiles.flatMap((file) => {
    const text = files.readText(join(folder, file));
    return text === null ? [] : versionsIn(text, name);
  });
}

/** Tools write these files, each package under a header of its own: only the package's part of megabytes is parsed. */
function versionsIn(text: string, name: string): string[] {
  const parts = text.split(/^(?=\[\[package\]\])/m);
  return parts.flatMap((part) => {
    const [, written = ""] = /^name = "([^"\n]+)"/m.exec(part) ?? [];
    return packageName(written) === name ? (versionOf(part) ?? []) : [];
  });
}

function versionOf(part: string): string | null {
  try {
    const { package: packages } = parse(part);
    const [first]: readonly unknown[] = Array.isArray(packages) ? packages : [];
    return isTable(first) && typeof first.version === "string" ? first.version : null;
  } catch {
    return null;
  }
}
