import type { RevisionGraph } from "./revision-graph.ts";
import type { RevisionNode } from "./revision-node.ts";

/** A line of revisions in which each follows the next one. */
export interface RevisionLine {
  /** Newest first; at least one. */
  readonly nodes: readonly RevisionNode[];
  /** The merge that the line was brought in by; null where its first is a head, or has no place in the history. */
  readonly into: RevisionNode | null;
}

/**
 * The graph as a person reads it: a few long lines, each revision in one of them. The first line leads from the head with the longest
 * history to its base. A merge goes on with its longest parent; what else it brings in is a line of its own, which ends where it meets
 * a revision that an older merge, or another line, has already. By `down_revision` only.
 */
export function outlineOf(graph: RevisionGraph): readonly RevisionLine[] {
  const order = new Map(graph.inOrder.map((node, place) => [node, place]));
  const rankOf = (node: RevisionNode) => graph.rank(node) ?? -1;
  const placed = new Set<RevisionNode>();
  const lines: RevisionLine[] = [];
  const nextOf = (node: RevisionNode): RevisionNode | null => {
    let longest: RevisionNode | null = null;
    for (const parent of graph.followed(node)) {
      if (!placed.has(parent) && (longest === null || rankOf(parent) > rankOf(longest))) longest = parent;
    }
    return longest;
  };
  const walk = (top: RevisionNode, into: RevisionNode | null): readonly RevisionNode[] => {
    const nodes: RevisionNode[] = [];
    for (let node: RevisionNode | null = top; node !== null; node = nextOf(node)) {
      placed.add(node);
      nodes.push(node);
    }
    lines.push({ nodes, into });
    return nodes;
  };
  const byLength = (a: RevisionNode, b: RevisionNode) =>
    rankOf(b) - rankOf(a) || (order.get(b) ?? -1) - (order.get(a) ?? -1);
  const draw = (top: RevisionNode): void => {
    if (placed.has(top)) return;
    // The oldest merges come first: what they have brought in, a newer one does not bring in again. Not by recursion: histories are long.
    const open = [...walk(top, null)];
    for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
      const merge = node;
      const parent = graph.followed(merge).find((each) => !placed.has(each));
      if (parent === undefined) open.pop();
      else open.push(...walk(parent, merge));
    }
  };
  for (const head of graph.heads.toSorted(byLength)) draw(head);
  // What no head leads to: rings, and scripts whose id another one has.
  const left = graph.nodes.filter((node) => !placed.has(node));
  for (const top of left.toSorted(byLength)) draw(top);
  return lines;
}
