import type { GraphProblem } from "./graph-problem.ts";
import type { Lineage } from "./lineage.ts";
import type { RevisionNames } from "./revision-names.ts";
import type { RevisionNode } from "./revision-node.ts";

/** `label@head`, `head-1`. */
const USED_OTHERWISE = /[@+-]/g;

/** What keeps the scripts from being one history, in the order of the scripts. */
export function graphProblems(
  nodes: readonly RevisionNode[],
  names: RevisionNames,
  lineage: Lineage,
): readonly GraphProblem[] {
  const all = nodes.map((): GraphProblem[] => []);
  const nodesOf = (numbers: readonly number[]) =>
    numbers.map((number) => nodes[number]).filter((node) => node !== undefined);
  const add = (number: number, problemOf: (node: RevisionNode) => GraphProblem) => {
    const node = nodes[number];
    if (node !== undefined) all[number]?.push(problemOf(node));
  };
  for (const [number, { id }] of nodes.entries()) {
    const characters = [...new Set(id.text.match(USED_OTHERWISE))].sort();
    if (characters.length > 0) add(number, (node) => ({ kind: "characters", node, characters }));
  }
  for (const id of names.ids) {
    const numbers = names.withId(id);
    if (numbers.length < 2) continue;
    const same = nodesOf(numbers);
    // Thousands of scripts may have one id: each one's list of the others is made when it is asked for.
    const duplicate = (node: RevisionNode): GraphProblem => ({
      kind: "duplicate",
      node,
      get others() {
        return same.filter((each) => each !== node);
      },
    });
    for (const number of numbers) add(number, duplicate);
  }
  for (const { node: number, name, variable, mayBeThere } of lineage.missing) {
    if (!mayBeThere) add(number, (node) => ({ kind: "missing", node, name, variable }));
  }
  for (const { members, ways } of lineage.rings) {
    const [some = members] = ways.values();
    const rings = new Map<readonly number[], readonly RevisionNode[]>();
    for (const number of members) {
      const way = ways.get(number) ?? some;
      const ring = rings.get(way) ?? nodesOf(way);
      rings.set(way, ring);
      add(number, (node) => ({ kind: "cycle", node, ring }));
    }
  }
  for (const { node: number, label, other } of names.clashes) {
    for (const clashing of nodesOf([other])) add(number, (node) => ({ kind: "label", node, label, other: clashing }));
  }
  return all.flat();
}
