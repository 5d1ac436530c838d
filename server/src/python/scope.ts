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

  /** After branches of which one has run: a name bound differently in them is unknown from here on. */
  merge(branches: readonly ReadonlyMap<string, Value>[]): void {
    const [first, ...others] = branches;
    if (first === undefined) return;
    this.restore(first);
    for (const branch of others) {
      for (const name of new Set([...this.names.keys(), ...branch.keys()])) {
        const here = this.names.get(name);
        const there = branch.get(name);
        if (here === there || (here !== undefined && there !== undefined && same(here, there))) continue;
        const queried = [here, there].some((value) => value !== undefined && isQueried(value));
        this.names.set(name, queried ? queriedUnknown : unknown);
      }
    }
  }
}

function same(a: Value, b: Value): boolean {
  if (a.kind === "reference" && b.kind === "reference") return a.path === b.path;
  if (a.kind === "constant" && b.kind === "constant") return a.value === b.value;
  return false;
}
