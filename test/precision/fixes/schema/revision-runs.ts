import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { debianPython } from "../../../database/driver.ts";

/** How the scripts of a project are run without it; see `upgrade_alone.py`. */
export interface RunnableProject {
  readonly project: string;
  /** Folders with revision scripts, and those that the project's modules are imported from, in the project. */
  readonly versions: readonly string[];
  readonly roots: readonly string[];
  /** What the project's deployment does before: schemas, extensions, roles. */
  readonly prepare?: readonly string[];
  /** As the project's env.py has it. */
  readonly transactionPerMigration?: boolean;
  readonly versionTableSchema?: string;
  /** SQLAlchemy 2's behaviour in 1.4. */
  readonly future?: boolean;
  readonly configuration?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly arguments?: Readonly<Record<string, string>>;
  readonly modules?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** The last revisions that can be run before the fixes, where not all can. */
  readonly targets?: readonly string[];
}

export interface RevisionRun {
  readonly revisions: number;
  readonly pending: number;
  readonly error: string | null;
}

// Beside the sources: the program is bundled to a folder as deep as theirs.
const folder = join(import.meta.dirname, "../../test/precision/fixes/schema");

export function readProjects(): readonly RunnableProject[] {
  const projects: readonly RunnableProject[] = JSON.parse(readFileSync(join(folder, "projects.json"), "utf8"));
  return projects;
}

/**
 * Runs a project's upgrades on a database with Debian's Alembic.
 * @param home the project's folder.
 * @param again from the first revision once more, on the database as it is.
 */
export function upgrade(project: RunnableProject, home: string, url: string, again: boolean): RevisionRun {
  const inside = (paths: readonly string[]) => paths.map((path) => join(home, path));
  const job = {
    ...project,
    folder: home,
    url,
    again,
    versions: inside(project.versions),
    roots: inside(project.roots),
  };
  const run = spawnSync(debianPython, [join(folder, "upgrade_alone.py")], {
    input: JSON.stringify(job),
    encoding: "utf8",
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (run.status !== 0) throw run.error ?? new Error(run.stderr);
  const outcome: RevisionRun = JSON.parse(run.stdout);
  return outcome;
}
