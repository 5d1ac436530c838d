import type { Lineage } from "./lineage.ts";
import type { RevisionNode } from "./revision-node.ts";

const NONE = -1;

/**
 * The branch labels that a revision has, sorted: its own ones, those of the revisions that it comes down from by way of `down_revision`,
 * and those given further up in its line. A label goes down only where nothing branches or merges from there up to the head
 * (`RevisionMap._add_branches` of Alembic 1.8.1).
 */
export class BranchLabels {
  readonly #nodes: readonly RevisionNode[];
  readonly #lineage: Lineage;
  /** The nearest revision that says more of a revision's labels from below: it has some, or joins lines that have. */
  readonly #below: Int32Array;
  /** The nearest revision further up in the same single line that has labels. */
  readonly #above: Int32Array;

  /** @param counted the revisions that take part. */
  constructor(nodes: readonly RevisionNode[], lineage: Lineage, counted: readonly number[]) {
    this.#nodes = nodes;
    this.#lineage = lineage;
    const hasLabels = Uint8Array.from(nodes, ({ branchLabels }) => (branchLabels?.length === 0 ? 0 : 1));
    this.#below = this.#findBelow(hasLabels);
    this.#above = this.#findAbove(hasLabels, counted);
  }

  /** @returns null where they can't be known: some of them are computed. */
  of(node: number): readonly string[] | null {
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
    const open = [this.#below[node] ?? NONE];
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      if (each === NONE || seen.has(each)) continue;
      seen.add(each);
      yield each;
      for (const parent of this.#followed(each)) open.push(this.#below[parent] ?? NONE);
    }
    for (let each = this.#above[node] ?? NONE; each !== NONE; each = this.#above[each] ?? NONE) yield each;
  }

  #followed(node: number): readonly number[] {
    return this.#lineage.isInRing[node] === 1 ? [] : (this.#lineage.followed[node] ?? []);
  }

  #findBelow(hasLabels: Uint8Array): Int32Array {
    const below = new Int32Array(this.#lineage.size);
    for (const node of this.#lineage.settled) {
      const sources = new Set(this.#followed(node).map((parent) => below[parent] ?? NONE));
      sources.delete(NONE);
      const [only = NONE, ...others] = sources;
      below[node] = hasLabels[node] === 1 || others.length > 0 ? node : only;
    }
    return below;
  }

  #findAbove(hasLabels: Uint8Array, counted: readonly number[]): Int32Array {
    const { size, settled, parents } = this.#lineage;
    const follower = new Int32Array(size).fill(NONE);
    const children = new Int32Array(size);
    for (const node of counted) {
      for (const parent of this.#followed(node)) follower[parent] = node;
      for (const parent of parents[node] ?? []) children[parent] = (children[parent] ?? 0) + 1;
    }
    const isLine = new Uint8Array(size);
    const above = new Int32Array(size).fill(NONE);
    for (const node of settled.toReversed()) {
      const next = follower[node] ?? NONE;
      if ((children[node] ?? 0) > 1 || this.#followed(node).length > 1) continue;
      if (next !== NONE && isLine[next] === 0) continue;
      isLine[node] = 1;
      if (next !== NONE) above[node] = hasLabels[next] === 1 ? next : (above[next] ?? NONE);
    }
    return above;
  }
}
