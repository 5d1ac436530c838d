/** No slot, or no revision. */
export const NONE = -1;

/**
 * The lines of revisions that are walked down, each a slot with the revision whose turn is next in it. Slots keep their order; new ones come
 * last.
 */
export class Lines {
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
