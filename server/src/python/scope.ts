import { choice, forSome, same } from "./conditions.ts";
import { isQueried, queriedUnknown, unknown, type Value } from "./value.ts";

/** The names of a function or module, with what they are bound to at the present point of the run. */
export class Scope {
  private readonly names = new Map<string, Value>();

  constructor(readonly parent: Scope | null) {}

  /** The value of `name` here or further out; null when nothing binds it. */
  lookup(name: string): Value | null {
    return this.names.get(name) ?? this.parent?.lookup(name) ?? null;
  }

  /** The value of `name` in this scope alone; null when it does not bind it. */
  own(name: string): Value | null {
    return this.names.get(name) ?? null;
  }

  bind(name: string, value: Value): void {
    this.names.set(name, value);
  }

  /** Makes the names of this scope unknown that stand for `object`, which has changed. */
  forget(object: Value): void {
    for (const [name, value] of this.names) if (value === object) this.names.set(name, unknown);
  }

  /** The bindings of this scope alone, to go back to or merge with. */
  snapshot(): ReadonlyMap<string, Value> {
    return new Map(this.names);
  }

  restore(snapshot: ReadonlyMap<string, Value>): void {
    this.names.clear();
    for (const [name, value] of snapshot) this.names.set(name, value);
  }

  /**
   * After ways of which one was taken, each the one whose `when` is the first to be true: a name bound differently in them is a choice,
   * or unknown where `when` is null.
   */
  merge(ways: readonly Way[]): void {
    const last = ways.at(-1);
    if (last === undefined) return;
    this.restore(last.names);
    for (const { names, when } of ways.slice(0, -1).toReversed()) {
      for (const name of new Set([...this.names.keys(), ...names.keys()])) {
        const here = names.get(name);
        const there = this.names.get(name);
        if (here !== undefined && there !== undefined && same(here, there)) continue;
        this.names.set(name, merged(when, here, there));
      }
    }
  }

  /** After a loop whose turns aren't known, of which the present names are those of one turn; `before` it. */
  mergeTurn(before: ReadonlyMap<string, Value>): void {
    for (const name of new Set([...this.names.keys(), ...before.keys()])) {
      const here = this.names.get(name);
      const there = before.get(name);
      if (here === undefined || there === undefined) this.names.set(name, differing(here, there));
      else if (!same(here, there)) this.names.set(name, afterTurns(here, there));
    }
  }
}

/** A way that the run may have taken, with the names as they are at its end. */
export interface Way {
  readonly names: ReadonlyMap<string, Value>;
  /** Null when what decides isn't known. */
  readonly when: Value | null;
}

function merged(when: Value | null, here: Value | undefined, there: Value | undefined): Value {
  return when === null || here === undefined || there === undefined
    ? differing(here, there)
    : choice(when, here, there);
}

function differing(here: Value | undefined, there: Value | undefined): Value {
  return [here, there].some((value) => value !== undefined && isQueried(value)) ? queriedUnknown : unknown;
}

function afterTurns(here: Value, before: Value): Value {
  if (here.kind === "choice" && same(here.otherwise, before)) return choice(forSome(here.test), here.body, before);
  if (here.kind === "sequence" && before.kind === "sequence" && before.items.length === 0) {
    const [added, ...others] = here.items;
    if (added !== undefined && others.length === 0 && isQueried(added))
      return { kind: "collection", element: added, test: null };
  }
  return differing(here, before);
}
