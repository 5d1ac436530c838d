import type { Map as ImmutableMap } from "immutable";

/** A persistent map that is being changed, and what in it has been changed. */
export class Tracked<K, V> {
  readonly #before: ImmutableMap<K, V>;
  readonly #changed = new Set<K>();
  #now: ImmutableMap<K, V>;

  constructor(map: ImmutableMap<K, V>) {
    this.#before = map;
    this.#now = map;
  }

  get now(): ImmutableMap<K, V> {
    return this.#now;
  }

  get(key: K): V | undefined {
    return this.#now.get(key);
  }

  set(key: K, value: V): void {
    this.#changed.add(key);
    this.#now = this.#now.set(key, value);
  }

  /** The map in which all that was changed is what `join` makes of it before and after; it is left out where that is undefined. */
  joined(join: (before: V | undefined, after: V | undefined) => V): ImmutableMap<K, V> {
    let map = this.#now;
    for (const key of this.#changed) {
      const [before, after] = [this.#before.get(key), this.#now.get(key)];
      if (before !== after) map = map.set(key, join(before, after));
    }
    return map;
  }
}
