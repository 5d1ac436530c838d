import { join, resolve } from "node:path";
import type { Engine } from "../engine.ts";
import { type AlembicEnvironment, findEnvironment } from "../project/environment.ts";
import { findEnvironments } from "../project/find-environments.ts";
import type { EnvironmentIndex } from "../project/indexing/environment-index.ts";
import { RevisionIndexes } from "../project/indexing/revision-indexes.ts";
import { userScripts } from "../project/indexing/script-cache.ts";
import { otherThreads } from "../project/indexing/script-readers.ts";
import { activeEnvironment, nodeFiles } from "../project/node-files.ts";
import { Project } from "../project/project.ts";
import { displayName } from "./display-name.ts";
import { UsageError } from "./usage-error.ts";

/** An Alembic environment, and what its revision scripts say. */
export interface IndexedEnvironment {
  readonly environment: AlembicEnvironment;
  readonly index: EnvironmentIndex;
}

/**
 * Reads the revisions of the Alembic environments that a PATH of a call stands for: those below it, else the one that it belongs to.
 * @param cache keep on disk what is read, and use what was kept.
 * @throws UsageError where there is no such path, or no environment.
 */
export async function indexedEnvironments(
  given: string,
  cache: boolean,
  engine: Engine,
): Promise<readonly IndexedEnvironment[]> {
  const path = resolve(given);
  const isFolder = nodeFiles.isDirectory(path);
  if (!isFolder && !nodeFiles.isFile(path)) throw new UsageError(`${given}: no such file or folder`);
  const below = isFolder ? await findEnvironments(path, nodeFiles) : [];
  const around = below.length > 0 ? null : findEnvironment(isFolder ? join(path, "script.py") : path, nodeFiles);
  const environments = around === null ? below : [around];
  if (environments.length === 0) throw new UsageError(`${given}: no Alembic environment there, none around it`);
  const indexes = new RevisionIndexes(nodeFiles, engine, cache ? userScripts() : null, otherThreads(true));
  const project = new Project(nodeFiles, activeEnvironment(), indexes);
  const found: IndexedEnvironment[] = [];
  for (const environment of environments) {
    await indexes.refresh(project.indexSurroundings(environment, engine));
    const index = indexes.of(environment);
    if (index !== null) found.push({ environment, index });
  }
  return found;
}

/**
 * The one Alembic environment that `--directory` stands for.
 * @throws UsageError where there is none, or several.
 */
export async function onlyEnvironment(directory: string, cache: boolean, engine: Engine): Promise<IndexedEnvironment> {
  const found = await indexedEnvironments(directory, cache, engine);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const folders = new Set(found.map(({ environment: { folder } }) => displayName(folder)));
  throw new UsageError(`--directory: several Alembic environments there; name one: ${[...folders].join(", ")}`);
}
