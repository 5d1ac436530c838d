import type { Lineage } from "./lineage.ts";
import type { RevisionNode } from "./revision-node.ts";

/**
 * The branch labels that a revision has, sorted: its own ones, those of the revisions that it comes down from by way of `down_revision`,
 * and those given further up in its line. A label goes down to where its line begins as long as that is the only way up from there
 * (`RevisionMap._add_branches` of Alembic 1.8.1).
 */
export class BranchLabels {
  readonly #nodes: readonly RevisionNode[];
  readonly #lineage: Lineage;
  readonly #isUsed: boolean;
  /** What names a revision in `down_revision`, and in either variable. */
  readonly #followers: readonly (readonly number[])[];
  readonly #children: readonly (readonly number[])[];

  /** @param counted the revisions that take part. */
  constructor(nodes: readonly RevisionNode[], lineage: Lineage, counted: readonly number[]) {
    this.#nodes = nodes;
    this.#lineage = lineage;
    this.#isUsed = nodes.some(({ branchLabels }) => branchLabels === null || branchLabels.length > 0);
    const placed = this.#isUsed ? counted.filter((node) => lineage.isInRing[node] === 0) : [];
    this.#followers = reversed(lineage.followed, placed);
    this.#children = reversed(lineage.parents, placed);
  }

  /** @returns null where they can't be known: some of them are computed. */
  of(node: number): readonly string[] | null {
    if (!this.#isUsed) return [];
    const labels = new Set<string>();
    for (const each of this.#givers(node)) {
      const own = this.#nodes[each]?.branchLabels;
      if (own === null) return null;
      for (const { text } of own ?? []) labels.add(text);
    }
    return [...labels].sort();
  }

  *#givers(node: number): Generator<number> {
    const seen = new Set<number>();
    const open = [node];
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      if (seen.has(each)) continue;
      seen.add(each);
      yield each;
      if (this.#lineage.isInRing[each] === 0)
        for (const parent of this.#lineage.followed[each] ?? []) open.push(parent);
    }
    yield* this.#above(node);
  }

  /** The revisions that follow `node` in a single line up to a head, in which nothing branches or merges; none otherwise. */
  #above(node: number): readonly number[] {
    const above: number[] = [];
    let top: number | undefined = node;
    while (top !== undefined) {
      if ((this.#children[top]?.length ?? 0) > 1 || (this.#lineage.followed[top]?.length ?? 0) > 1) return [];
      const [next]: readonly number[] = this.#followers[top] ?? [];
      if (next !== undefined) above.push(next);
      top = next;
    }
    return above;
  }
}

/** What names each revision as its parent, of `placed`. */
function reversed(parents: readonly (readonly number[])[], placed: readonly number[]): readonly number[][] {
  const children = parents.map((): number[] => []);
  for (const node of placed) for (const parent of parents[node] ?? []) children[parent]?.push(node);
  return children;
}
