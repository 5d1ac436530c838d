import { EarlierLines } from "./earlier-lines.ts";
import { followersOf } from "./followers.ts";
import type { Lineage } from "./lineage.ts";
import { Lines, NONE } from "./lines.ts";
import { withoutRepeatedDependencies } from "./repeated-dependencies.ts";

type Numbers = readonly number[];

/** The orders in which Alembic runs revisions, as `RevisionMap._topological_sort` of Alembic 1.8.1 determines them. */
export class UpgradeOrder {
  readonly #lineage: Lineage;
  /** What each revision follows, and what it depends on and none of its ancestors does. */
  readonly #parents: readonly Numbers[];
  readonly #children: readonly Numbers[];

  constructor(lineage: Lineage) {
    this.#lineage = lineage;
    this.#parents = withoutRepeatedDependencies(lineage);
    this.#children = followersOf(this.#parents.keys(), this.#parents);
  }

  /**
   * What `alembic upgrade` runs on an empty database, first to last: `targets` and all that runs before them. In a graph so tangled that
   * Alembic's own order would take long to find, it is another one in which each comes after its parents.
   * @param targets none runs before another.
   */
  upTo(targets: Numbers): Numbers {
    const { size } = this.#lineage;
    const isOpen = this.#lineage.upTo(targets);
    const openChildren = new Int32Array(size);
    const count = (parents: Numbers, change: 1 | -1) => {
      for (const parent of parents) openChildren[parent] = (openChildren[parent] ?? 0) + change;
    };
    for (const [node, parents] of this.#parents.entries()) if (isOpen[node] === 1) count(parents, 1);
    const lines = new Lines(size);
    for (const target of targets) lines.append(target);
    const backwards: number[] = [];
    const earlierLines = new EarlierLines(this.#children, isOpen, lines);
    for (let slot = lines.first; slot !== NONE; ) {
      const node = lines.at(slot);
      if (openChildren[node] !== 0) {
        const earlier = earlierLines.first(node, slot);
        if (earlier === null) break;
        slot = earlier;
        continue;
      }
      backwards.push(node);
      isOpen[node] = 0;
      const parents = this.#parents[node] ?? [];
      count(parents, -1);
      const [next, ...others] = parents.filter((parent) => lines.slotOf(parent) === NONE);
      if (next === undefined) slot = lines.remove(slot);
      else {
        lines.put(slot, next);
        for (const other of others) lines.append(other);
      }
    }
    // Nothing is left, but where looking for the earlier lines was given up.
    for (const node of this.#lineage.settled.toReversed()) if (isOpen[node] === 1) backwards.push(node);
    return backwards.reverse();
  }
}
