import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { ServerParts } from "../language-features.ts";

/** The revisions around the migration at `path`, once all of them are read; null where it belongs to no environment. */
export async function graphAround(
  path: string | null,
  { project, engine }: Pick<ServerParts, "project" | "engine">,
): Promise<RevisionGraph | null> {
  if (path === null) return null;
  await project.indexed(path, await engine);
  return project.current.index(path)?.graph ?? null;
}
