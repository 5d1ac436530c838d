import fc from "fast-check";

/** Choices that a seed decides. */
export class Choices {
  readonly #numbers: Iterator<number>;

  constructor(seed: number) {
    const [stream] = fc.sample(fc.infiniteStream(fc.nat()), { seed, numRuns: 1 });
    if (stream === undefined) throw new Error("no stream");
    this.#numbers = stream;
  }

  /** A number from 0 to `below`, exclusive. */
  number(below: number): number {
    const next = this.#numbers.next();
    return next.done === true ? 0 : next.value % below;
  }

  /** True once in `of` times. */
  once(of: number): boolean {
    return this.number(of) === 0;
  }

  one<T>(items: readonly T[]): T {
    const item = items[this.number(items.length)];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  }

  /** One of these, or null where there is none. */
  any<T>(items: readonly T[]): T | null {
    return items.length === 0 ? null : this.one(items);
  }
}
