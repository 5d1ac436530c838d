import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The step at which a migration goes wrong; `test/benchmark/README.md` says what each one does. */
export type Run = "first" | "again" | "rows" | "downgrade" | "leftover" | "after-downgrade" | "retry" | "graph";

export interface Hazard {
  /** What goes wrong, in words that belong to no tool. */
  readonly kind: string;
  readonly run: Run;
  /** The class of psycopg2's error, or of the Python exception where it is none of the database; null where there is no error. */
  readonly error: string | null;
  /** The lines that a reader would point at, any of them: `FILE:LINE`, the file as it lies below `cases`. */
  readonly at: readonly string[];
}

/** Something in the database that the first upgrade fails on, and which somebody then takes away. */
export interface Obstacle {
  readonly sql: string;
  readonly error: string;
  readonly remedy: string;
}

export interface Label {
  readonly name: string;
  /** Our rule for the hazard, or for what a safe case looks like. */
  readonly rule: string;
  /** Null where the case is safe throughout. */
  readonly hazard: Hazard | null;
  /** What makes a safe case safe. */
  readonly why?: string;
  /** `keeps`: something that PostgreSQL can't take back stays. `refuses`: it raises NotImplementedError. Without: the schema is as before. */
  readonly downgrade?: "keeps" | "refuses";
  readonly obstacle?: Obstacle;
}

/** The benchmark. The sources, and the bundles that are made of them, lie two levels below the root. */
export const benchmarkFolder: string = join(import.meta.dirname, "../../test/benchmark");

export function readLabels(): readonly Label[] {
  const { cases }: { cases: readonly Label[] } = JSON.parse(readFileSync(join(benchmarkFolder, "labels.json"), "utf8"));
  return cases;
}

/** The scripts of a case, below `cases`. */
export function caseFiles(name: string): readonly string[] {
  const folder = join(benchmarkFolder, "cases", name);
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder
    ? readdirSync(folder)
        .sort()
        .map((file) => `${name}/${file}`)
    : [`${name}.py`];
}

/** Where a file of a case stands in the project that runs it. */
export function placeInProject(file: string): string {
  const base = file.slice(file.lastIndexOf("/") + 1);
  return base === "env.py" ? "migrations/env.py" : `migrations/versions/${base}`;
}

/**
 * The project that a case runs in: what all have in common, and the case's own files. Paths are relative to its folder.
 * @param name null for the project without a case
 */
export function projectOf(name: string | null): ReadonlyMap<string, string> {
  const shared = join(benchmarkFolder, "project");
  const files = new Map<string, string>();
  for (const entry of readdirSync(shared, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith(".pyc")) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(shared.length + 1), readFileSync(path, "utf8"));
  }
  for (const file of name === null ? [] : caseFiles(name)) {
    files.set(placeInProject(file), readFileSync(join(benchmarkFolder, "cases", file), "utf8"));
  }
  return files;
}
