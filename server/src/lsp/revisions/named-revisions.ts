import { nodesNamed } from "../../history/graph/naming.ts";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import { revisionMentionsAt } from "../../migration/revision-mentions.ts";
import type { Span } from "../../python/syntax.ts";
import type { DocumentPlace } from "../document-place.ts";
import type { ServerParts } from "../language-features.ts";
import { graphAround } from "./graph-around.ts";

/** The revisions that are named at a place of a document. */
export interface NamedRevisions {
  readonly graph: RevisionGraph;
  /** Where the name stands. */
  readonly origin: Span;
  /** At least one. */
  readonly nodes: readonly RevisionNode[];
}

/** What the place names; null where it names no revision that is known. */
export async function namedRevisions(
  { checked, path, offset }: DocumentPlace,
  parts: Pick<ServerParts, "project" | "engine">,
): Promise<NamedRevisions | null> {
  if (checked.basis === null) return null;
  const mentions = revisionMentionsAt(checked.basis.script, offset);
  const [origin] = mentions;
  if (origin === undefined) return null;
  const graph = await graphAround(path, parts);
  if (graph === null) return null;
  const nodes = mentions.flatMap(({ text, isOwn }) =>
    isOwn ? graph.nodes.filter((node) => node.path === path) : nodesNamed(graph, text),
  );
  return nodes.length === 0 ? null : { graph, origin, nodes: [...new Set(nodes)] };
}
