import { type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { listCheckedFiles } from "../project/migration-files.ts";
import type { ProjectSettings } from "../project/settings-file.ts";
import { displayName } from "./display-name.ts";
import { problemOf } from "./file-error.ts";
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
 * @param settingsOf the settings for a folder, whose `exclude` counts there.
 * @throws UsageError for a path that is not there, or that can't be reached.
 */
export async function findTargets(
  paths: readonly string[],
  settingsOf: (folder: string) => ProjectSettings | null,
): Promise<Target[]> {
  const targets = new Map<string, Target>();
  for (const given of paths) {
    const path = resolve(given);
    if (!lookAt(path, given).isDirectory()) {
      targets.set(path, { path, displayName: displayName(path), named: true });
      continue;
    }
    for (const file of await listCheckedFiles(path, settingsOf(path))) {
      if (!targets.has(file)) targets.set(file, { path: file, displayName: displayName(file), named: false });
    }
  }
  return [...targets.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function lookAt(path: string, given: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new UsageError(`${given}: ${problemOf(error)}`);
  }
}
