import { outlineOf } from "../../history/graph/outline.ts";
import { reportedProblems } from "../../history/graph/reported-problems.ts";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import { traitsOf } from "../../history/graph/traits.ts";
import type { EnvironmentRevisions, Revision } from "../protocol/revisions.ts";
import { placeOf } from "./revision-place.ts";

/** All that is shown of a graph: without what its environment is called. */
export type GraphRevisions = Omit<EnvironmentRevisions, "id" | "name">;

const known = new WeakMap<RevisionGraph, GraphRevisions>();

/** The revisions of a graph for a client to show. */
export function graphRevisions(graph: RevisionGraph): GraphRevisions {
  let revisions = known.get(graph);
  if (revisions === undefined) {
    revisions = make(graph);
    known.set(graph, revisions);
  }
  return revisions;
}

function make(graph: RevisionGraph): GraphRevisions {
  const outline = outlineOf(graph);
  const nodes = outline.flatMap((line) => line.nodes);
  const numbers = new Map(nodes.map((node, number) => [node, number]));
  const mayHaveLabels = graph.nodes.some(({ branchLabels }) => branchLabels?.length !== 0);
  const numberOf = (node: RevisionNode | null | undefined) => (node ? (numbers.get(node) ?? null) : null);
  return {
    revisions: nodes.map((node) => revisionOf(node, graph, mayHaveLabels)),
    heads: graph.heads.flatMap((head) => numberOf(head) ?? []),
    lines: outline.map((line) => ({
      revisions: line.nodes.flatMap((node) => numberOf(node) ?? []),
      into: numberOf(line.into),
      from: numberOf(line.nodes.slice(-1).flatMap((last) => graph.followed(last))[0]),
    })),
    problems: reportedProblems(graph).map(({ message, places }) => ({ message, places: places.map(placeOf) })),
  };
}

function revisionOf(node: RevisionNode, graph: RevisionGraph, mayHaveLabels: boolean): Revision {
  const ids = (nodes: readonly RevisionNode[]) => nodes.map(({ id }) => id.text);
  const names = (given: RevisionNode["downRevisions"]) => given?.map(({ text }) => text) ?? [];
  return {
    id: node.id.text,
    message: node.message,
    place: placeOf(node.id.place),
    traits: traitsOf(graph, node),
    hasProblem: graph.problemsOf(node.path).length > 0,
    labels: mayHaveLabels ? (graph.labels(node) ?? []) : [],
    follows: names(node.downRevisions),
    dependsOn: names(node.dependsOn),
    followedBy: ids(graph.followers(node)),
  };
}
