import type { BranchLabels } from "./branch-labels.ts";
import type { Lineage } from "./lineage.ts";
import type { RevisionNode } from "./revision-node.ts";

type Numbers = readonly number[];

/**
 * Groups of two heads or more that should be one. Heads are apart on purpose where their branch labels differ, and where they have no
 * ancestor and no folder in common: an environment with several version locations has a history in each.
 * @param heads those whose histories are known.
 */
export function competingHeads(
  nodes: readonly RevisionNode[],
  lineage: Lineage,
  heads: Numbers,
  labels: BranchLabels,
): readonly Numbers[] {
  if (heads.length < 2) return [];
  const families = new Families(nodes, lineage);
  const groups = new Map<string, number[]>();
  for (const head of heads) {
    const own = labels.of(head);
    if (own === null) continue;
    const key = [families.of(head), ...own].join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [head]);
    else group.push(head);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Revisions that follow each other or lie in one folder, and those that follow or lie beside these. */
class Families {
  /** For each revision another one of its family, or itself. */
  readonly #nearer: Int32Array;

  constructor(nodes: readonly RevisionNode[], lineage: Lineage) {
    this.#nearer = Int32Array.from(nodes.keys());
    const inFolder = new Map<string, number>();
    for (const [node, { path }] of nodes.entries()) {
      const folder = path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")));
      const neighbour = inFolder.get(folder);
      if (neighbour === undefined) inFolder.set(folder, node);
      else this.#join(node, neighbour);
      for (const parent of lineage.followed[node] ?? []) this.#join(node, parent);
    }
  }

  of(node: number): number {
    let each = node;
    for (let nearer = this.#next(each); nearer !== each; nearer = this.#next(each)) {
      this.#nearer[each] = this.#next(nearer);
      each = nearer;
    }
    return each;
  }

  #next(node: number): number {
    return this.#nearer[node] ?? node;
  }

  #join(node: number, other: number): void {
    this.#nearer[this.of(node)] = this.of(other);
  }
}
