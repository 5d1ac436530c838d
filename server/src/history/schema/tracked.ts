import type { Map as ImmutableMap } from "immutable";

/** A persistent map that is being changed in steps, and what in it the present step has changed. */
export class Tracked<K, V> {
  /** What was there before the step. */
  readonly #changed = new Map<K, V | undefined>();
  #now: ImmutableMap<K, V>;

  constructor(map: ImmutableMap<K, V>) {
    this.#now = map;
  }

  /** The map as it is now; what is changed from then on does not show in it. */
  get now(): ImmutableMap<K, V> {
    this.#now = this.#now.asImmutable();
    return this.#now;
  }

  /** What was changed before is sure. */
  beginStep(): void {
    if (this.#changed.size > 0) this.#changed.clear();
  }

  get(key: K): V | undefined {
    return this.#now.get(key);
  }

  set(key: K, value: V): void {
    if (!this.#changed.has(key)) this.#changed.set(key, this.#now.get(key));
    // Changed in place as long as nobody has seen it: each step would copy its way into a map of thousands else.
    this.#now = this.#now.asMutable().set(key, value);
  }

  /** The map in which all that the step has changed is what `join` makes of it before and after; it is left out where that is undefined. */
  joined(join: (before: V | undefined, after: V | undefined) => V): ImmutableMap<K, V> {
    let map = this.now;
    for (const [key, before] of this.#changed) {
      const after = this.#now.get(key);
      if (before !== after) map = map.set(key, join(before, after));
    }
    return map;
  }
}
