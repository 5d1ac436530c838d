import type { Lineage } from "./lineage.ts";

type Numbers = readonly number[];

/** Steps a revision that finding Alembic's own order may take. Without the others it is some valid order. */
const MOST_STEPS_EACH = 64;

/** The orders in which Alembic runs revisions, as `RevisionMap._topological_sort` of Alembic 1.8.1 determines them. */
export class UpgradeOrder {
  readonly #lineage: Lineage;
  /** What each revision follows, and what it depends on and none of its ancestors does. */
  readonly #parents: readonly Numbers[];
  readonly #children: readonly number[][];

  constructor(lineage: Lineage) {
    this.#lineage = lineage;
    this.#parents = withoutRepeatedDependencies(lineage);
    this.#children = this.#parents.map(() => []);
    for (const [node, parents] of this.#parents.entries()) {
      for (const parent of parents) this.#children[parent]?.push(node);
    }
  }

  /**
   * What `alembic upgrade` runs on an empty database, first to last: `targets` and all that runs before them.
   * @param targets none runs before another.
   */
  upTo(targets: Numbers): Numbers {
    const { size } = this.#lineage;
    const isOpen = this.#lineage.upTo(targets);
    const openChildren = new Int32Array(size);
    for (let node = 0; node < size; node++) {
      if (isOpen[node] === 1)
        for (const parent of this.#parents[node] ?? []) openChildren[parent] = childCount(openChildren, parent) + 1;
    }
    const line = new Line(size);
    for (const target of targets) line.append(target);
    const backwards: number[] = [];
    const search = new Search(this.#children, isOpen, line);
    for (let slot = line.first; slot !== NONE; ) {
      const node = line.at(slot);
      if (childCount(openChildren, node) > 0) {
        slot = search.from(node, slot);
        continue;
      }
      backwards.push(node);
      isOpen[node] = 0;
      const parents = this.#parents[node] ?? [];
      for (const parent of parents) openChildren[parent] = childCount(openChildren, parent) - 1;
      const [next, ...others] = parents.filter((parent) => line.slotOf(parent) === NONE);
      if (next === undefined) slot = line.remove(slot);
      else {
        line.put(slot, next);
        for (const other of others) line.append(other);
      }
    }
    return backwards.reverse();
  }
}

const NONE = -1;

function childCount(counts: Int32Array, node: number): number {
  return counts[node] ?? 0;
}

/** The revisions that are next in their lines, from the newest to the oldest, in an order that only grows at the end. */
class Line {
  first = NONE;
  readonly #nodes: number[] = [];
  readonly #next: number[] = [];
  readonly #previous: number[] = [];
  readonly #slotOf: Int32Array;
  #last = NONE;

  constructor(size: number) {
    this.#slotOf = new Int32Array(size).fill(NONE);
  }

  at(slot: number): number {
    return this.#nodes[slot] ?? NONE;
  }

  after(slot: number): number {
    return this.#next[slot] ?? NONE;
  }

  slotOf(node: number): number {
    return this.#slotOf[node] ?? NONE;
  }

  append(node: number): void {
    const slot = this.#nodes.length;
    this.#nodes.push(node);
    this.#next.push(NONE);
    this.#previous.push(this.#last);
    if (this.#last === NONE) this.first = slot;
    else this.#next[this.#last] = slot;
    this.#last = slot;
    this.#slotOf[node] = slot;
  }

  put(slot: number, node: number): void {
    this.#slotOf[this.at(slot)] = NONE;
    this.#nodes[slot] = node;
    this.#slotOf[node] = slot;
  }

  /** @returns the slot before, or else the first that is left. */
  remove(slot: number): number {
    const previous = this.#previous[slot] ?? NONE;
    const next = this.after(slot);
    this.#slotOf[this.at(slot)] = NONE;
    if (previous === NONE) this.first = next;
    else this.#next[previous] = next;
    if (next === NONE) this.#last = previous;
    else this.#previous[next] = previous;
    return previous === NONE ? next : previous;
  }
}

/** Looks for the lines that have to be walked before a revision's turn comes. */
class Search {
  readonly #children: readonly Numbers[];
  readonly #isOpen: Uint8Array;
  readonly #line: Line;
  readonly #seenIn: Int32Array;
  /** Children before this one are closed for good. */
  readonly #firstOpen: Int32Array;
  #searches = 0;
  #stepsLeft: number;

  constructor(children: readonly Numbers[], isOpen: Uint8Array, line: Line) {
    this.#children = children;
    this.#isOpen = isOpen;
    this.#line = line;
    this.#seenIn = new Int32Array(children.length);
    this.#firstOpen = new Int32Array(children.length);
    this.#stepsLeft = MOST_STEPS_EACH * children.length;
  }

  /** The first slot whose line leads down to `node`, which stands in `slot`. */
  from(node: number, slot: number): number {
    return this.#stepsLeft > 0 ? this.#first(node, slot) : this.#any(node);
  }

  #first(start: number, slot: number): number {
    this.#searches++;
    const { first } = this.#line;
    const least = first === slot ? this.#line.after(slot) : first;
    let found = NONE;
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const at = node === start ? NONE : this.#line.slotOf(node);
      if (at === least) return at;
      if (at !== NONE && (found === NONE || at < found)) found = at;
      const children = this.#children[node] ?? [];
      this.#stepsLeft -= children.length;
      for (let index = children.length - 1; index >= this.#firstOpenChild(node); index--) {
        const child = children[index] ?? NONE;
        if (this.#isOpen[child] !== 1 || this.#seenIn[child] === this.#searches) continue;
        this.#seenIn[child] = this.#searches;
        open.push(child);
      }
    }
    return found === NONE ? slot : found;
  }

  #any(start: number): number {
    let node = start;
    do node = this.#children[node]?.[this.#firstOpenChild(node)] ?? NONE;
    while (node !== NONE && this.#line.slotOf(node) === NONE);
    return this.#line.slotOf(node);
  }

  #firstOpenChild(node: number): number {
    const children = this.#children[node] ?? [];
    let index = this.#firstOpen[node] ?? 0;
    while (index < children.length && this.#isOpen[children[index] ?? NONE] !== 1) index++;
    this.#firstOpen[node] = index;
    return index;
  }
}

/**
 * The parents of each revision, but without what it depends on where an ancestor depends on that already
 * (`RevisionMap._normalize_depends_on`). Where a graph is so tangled that this would take long, some of them stay: they change no more than
 * the order.
 */
function withoutRepeatedDependencies({ size, parents, followed, needed, place }: Lineage): readonly Numbers[] {
  const dependents = new Map<number, number[]>();
  for (let node = 0; node < size; node++) {
    for (const dependency of needed[node] ?? []) {
      const others = dependents.get(dependency);
      if (others === undefined) dependents.set(dependency, [node]);
      else others.push(node);
    }
  }
  let stepsLeft = MOST_STEPS_EACH * size;
  const placeOf = (node: number) => place[node] ?? 0;
  return parents.map((all, node) => {
    const shared = (needed[node] ?? []).filter((dependency) => (dependents.get(dependency)?.length ?? 0) > 1);
    if (shared.length === 0 || all.length === 0 || stepsLeft <= 0) return all;
    const rivals = new Set<number>();
    for (const dependency of shared) {
      for (const rival of dependents.get(dependency) ?? []) if (placeOf(rival) < placeOf(node)) rivals.add(rival);
      stepsLeft -= dependents.get(dependency)?.length ?? 0;
    }
    const repeated = new Set<number>();
    const seen = new Set<number>();
    const lowest = [...rivals].reduce((least, rival) => Math.min(least, placeOf(rival)), placeOf(node));
    const open = [...(followed[node] ?? [])];
    for (let ancestor = open.pop(); ancestor !== undefined && stepsLeft > 0; ancestor = open.pop()) {
      stepsLeft--;
      if (seen.has(ancestor) || placeOf(ancestor) < lowest) continue;
      seen.add(ancestor);
      if (rivals.has(ancestor)) for (const dependency of needed[ancestor] ?? []) repeated.add(dependency);
      open.push(...(followed[ancestor] ?? []));
    }
    const own = new Set(followed[node] ?? []);
    return all.filter((parent) => own.has(parent) || !repeated.has(parent));
  });
}
