import type { Place } from "../place.ts";
import type { RevisionGraph } from "./revision-graph.ts";
import type { RevisionNode } from "./revision-node.ts";

/** What a name in a header stands for: as `RevisionGraph.resolve`, but each of several revisions, and each of several scripts with one id. */
export function nodesNamed(graph: RevisionGraph, name: string): readonly RevisionNode[] {
  const resolution = graph.resolve(name);
  if (resolution.kind === "unknown") return [];
  const ids = new Set(
    (resolution.kind === "found" ? resolution.nodes : resolution.candidates).map(({ id }) => id.text),
  );
  return graph.nodes.filter(({ id }) => ids.has(id.text));
}

/** Where `down_revision` and `depends_on` of all scripts name a revision: by its id, the beginning of it, or a label. */
export function placesNaming(graph: RevisionGraph, { id }: RevisionNode): readonly Place[] {
  const known = new Map<string, boolean>();
  const isMeant = (name: string): boolean => {
    let answer = known.get(name);
    if (answer === undefined) {
      const resolution = graph.resolve(name);
      answer = resolution.kind === "found" && resolution.nodes.some((node) => node.id.text === id.text);
      known.set(name, answer);
    }
    return answer;
  };
  const names = graph.nodes.flatMap(({ downRevisions, dependsOn }) => [...(downRevisions ?? []), ...(dependsOn ?? [])]);
  return names.filter(({ text }) => isMeant(text)).map(({ place }) => place);
}
