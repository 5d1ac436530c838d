import type { RevisionGraph } from "./revision-graph.ts";
import type { RevisionNode } from "./revision-node.ts";

/** What the setting `start-after` makes of the revisions of an environment. */
export interface StartedAfter {
  /** The named revisions and what runs before them. */
  readonly past: ReadonlySet<RevisionNode>;
  /** Names that stand for no revision here, or for several. */
  readonly unresolved: readonly string[];
}

const known = new WeakMap<RevisionGraph, Map<string, StartedAfter>>();

/** @param names as `RevisionGraph.resolve` takes them. */
export function startedAfter(graph: RevisionGraph, names: readonly string[]): StartedAfter {
  const ofGraph = known.get(graph) ?? new Map<string, StartedAfter>();
  known.set(graph, ofGraph);
  const key = names.join("\n");
  const present = ofGraph.get(key);
  if (present !== undefined) return present;
  const past = new Set<RevisionNode>();
  const unresolved: string[] = [];
  for (const name of names) {
    const resolution = graph.resolve(name);
    if (resolution.kind !== "found") unresolved.push(name);
    else for (const node of resolution.nodes) for (const each of [...graph.before(node), node]) past.add(each);
  }
  const found = { past, unresolved };
  ofGraph.set(key, found);
  return found;
}
