import { accessSync, constants, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { listCheckedFiles } from "../project/migration-files.ts";
import { displayName } from "./display-name.ts";
import { problemOf } from "./file-error.ts";
import type { Surroundings } from "./surroundings.ts";
import { UsageError } from "./usage-error.ts";

/** A file to check. */
export interface Target {
  readonly path: string;
  readonly displayName: string;
  /** It was named in the call, not found in a folder. */
  readonly named: boolean;
}

/**
 * Finds the files that the PATHs of a call stand for, sorted by path, each once. A folder's are its Python files, migrations
 * or not.
 * @param surroundings the `exclude` of a folder's settings counts there.
 * @throws UsageError for a path that is not there, or that can't be reached.
 */
export async function findTargets(
  paths: readonly string[],
  surroundings: Pick<Surroundings, "settingsFile" | "environment" | "liesInVersionsFolder">,
): Promise<Target[]> {
  const targets = new Map<string, Target>();
  for (const given of await withoutPatterns(paths)) {
    const path = resolve(given);
    if (!lookAt(path, given).isDirectory()) {
      targets.set(path, { path, displayName: displayName(path), named: true });
      continue;
    }
    for (const file of await listCheckedFiles(path, surroundings.settingsFile(path), surroundings)) {
      if (!targets.has(file)) targets.set(file, { path: file, displayName: displayName(file), named: false });
    }
  }
  return [...targets.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Paths as they are, and for a glob pattern what it stands for: not every shell sees to that. What is there by that name is no pattern. */
async function withoutPatterns(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const given of paths) {
    if (!isDynamicPattern(given) || statSync(given, { throwIfNoEntry: false }) !== undefined) found.push(given);
    else {
      const matches = await glob(given, { expandDirectories: false, followSymbolicLinks: false });
      if (matches.length === 0) throw new UsageError(`${given}: no file matches`);
      found.push(...matches);
    }
  }
  return found;
}

function lookAt(path: string, given: string): Stats {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) accessSync(path, constants.R_OK | constants.X_OK);
    return stats;
  } catch (error) {
    throw new UsageError(`${given}: ${problemOf(error)}`);
  }
}
