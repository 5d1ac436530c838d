import { type Lines, NONE } from "./lines.ts";

type Numbers = readonly number[];

/** Steps that may be taken for each revision. */
const MOST_STEPS_EACH = 64;

/** Looks for the lines that have to be walked before a revision's turn comes. */
export class EarlierLines {
  readonly #children: readonly Numbers[];
  readonly #isOpen: Uint8Array;
  readonly #lines: Lines;
  readonly #seenIn: Int32Array;
  /** Children before this one are closed for good. */
  readonly #firstOpen: Int32Array;
  #searches = 0;
  #stepsLeft: number;

  constructor(children: readonly Numbers[], isOpen: Uint8Array, lines: Lines) {
    this.#children = children;
    this.#isOpen = isOpen;
    this.#lines = lines;
    this.#seenIn = new Int32Array(children.length);
    this.#firstOpen = new Int32Array(children.length);
    this.#stepsLeft = MOST_STEPS_EACH * children.length;
  }

  /** The first slot whose line leads down to `start`, which stands in `slot`; null where it would take too long to find. */
  first(start: number, slot: number): number | null {
    if (this.#stepsLeft <= 0) return null;
    this.#searches++;
    const { first } = this.#lines;
    const least = first === slot ? this.#lines.after(slot) : first;
    let found = NONE;
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const at = node === start ? NONE : this.#lines.slotOf(node);
      if (at === least) return at;
      if (at !== NONE && (found === NONE || at < found)) found = at;
      const children = this.#children[node] ?? [];
      for (let index = children.length - 1; index >= this.#firstOpenChild(node); index--) {
        const child = children[index] ?? NONE;
        this.#stepsLeft--;
        if (this.#isOpen[child] !== 1 || this.#seenIn[child] === this.#searches) continue;
        this.#seenIn[child] = this.#searches;
        open.push(child);
      }
    }
    return found === NONE ? null : found;
  }

  #firstOpenChild(node: number): number {
    const children = this.#children[node] ?? [];
    let index = this.#firstOpen[node] ?? 0;
    while (index < children.length && this.#isOpen[children[index] ?? NONE] !== 1) index++;
    this.#firstOpen[node] = index;
    return index;
  }
}
