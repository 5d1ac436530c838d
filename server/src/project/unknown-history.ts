import { startedAfter } from "../history/graph/start-after.ts";
import type { AlembicEnvironment } from "./environment.ts";
import type { RevisionIndexes } from "./indexing/revision-indexes.ts";
import type { Project } from "./project.ts";
import type { SourceReaders } from "./source-readers.ts";

/** What looking for revisions in all of a project's environments needs. */
export interface HistorySearch {
  readonly project: Project;
  readonly indexes: RevisionIndexes;
  /** Gives the environments below a folder. */
  readonly environmentsBelow: (root: string) => Promise<readonly AlembicEnvironment[]>;
  readonly readers: SourceReaders;
}

/**
 * What is wrong with the names in `start-after`: those that no environment of the project that `environment` belongs to knows.
 * @param environment is looked at first: it has been indexed.
 */
export async function unknownHistory(
  names: readonly string[],
  environment: AlembicEnvironment,
  { project, indexes, environmentsBelow, readers }: HistorySearch,
): Promise<readonly string[]> {
  const missing = (candidate: AlembicEnvironment, wanted: readonly string[]) => {
    const index = indexes.of(candidate);
    return index === null ? wanted : startedAfter(index.graph, wanted).unresolved;
  };
  let unknown = missing(environment, names);
  if (unknown.length === 0) return [];
  for (const other of await environmentsBelow(environment.root)) {
    if (indexes.of(other) === null) await indexes.refresh(project.indexSurroundings(other, readers));
    unknown = missing(other, unknown);
  }
  return unknown.map((name) => `no revision, or more than one, goes by ${JSON.stringify(name)}`);
}
