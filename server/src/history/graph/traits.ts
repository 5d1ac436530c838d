import type { RevisionGraph } from "./revision-graph.ts";
import type { RevisionNode } from "./revision-node.ts";

/** What makes a revision's place in the graph a special one. */
export type RevisionTrait = "head" | "merge" | "branch point" | "base";

/** The traits of a revision, by `down_revision`. A script whose id another one has is no head. */
export function traitsOf(graph: RevisionGraph, node: RevisionNode): readonly RevisionTrait[] {
  const followers = graph.followers(node).length;
  const traits: RevisionTrait[] = [];
  if (followers === 0 && graph.get(node.id.text) === node) traits.push("head");
  if (graph.followed(node).length > 1) traits.push("merge");
  if (followers > 1) traits.push("branch point");
  if (node.downRevisions?.every(({ text }) => text === "") === true) traits.push("base");
  return traits;
}
