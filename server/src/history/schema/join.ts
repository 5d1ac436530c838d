import type { Map as ImmutableMap } from "immutable";
import type { ObjectType } from "../../migration/database-object.ts";
import type { Binding, Column, Constraint, Fact, Presence, Relation, Table, Type } from "./objects.ts";

type Join<T> = (before: T | undefined, after: T | undefined) => T;

/** What is known of things when something may have been done to them or not: only what is the same before and after. */
export interface Joins {
  readonly fact: (type: ObjectType) => Join<Fact>;
  readonly binding: Join<Binding>;
  readonly typeBinding: Join<Binding>;
  readonly relation: Join<Relation>;
  readonly type: Join<Type>;
}

/**
 * @param isFresh whether what was seen of such an object at a time still holds.
 * @param now the time.
 */
export function joined(
  isFresh: (type: ObjectType, seen: number) => boolean,
  now: number,
  relationOf: (id: number) => Relation | undefined,
): Joins {
  const presence = (type: ObjectType, fact: Fact | undefined): Presence =>
    fact === undefined || !isFresh(type, fact.seen) ? "unknown" : fact.presence;

  /** Of two facts, one may be missing: what is not listed may be absent or unknown, and counts as unknown. */
  function facts<T extends Fact>(type: ObjectType, before: T | undefined, after: T | undefined, kept: T): T {
    const [then, later] = [presence(type, before), presence(type, after)];
    return { ...kept, presence: then === later ? then : "unknown", seen: now };
  }

  function fact(type: ObjectType): Join<Fact> {
    return (before, after) =>
      facts(type, before, after, after ?? before ?? { presence: "unknown", seen: now, place: null });
  }

  function bindings(type: (binding: Binding) => ObjectType): Join<Binding> {
    return (before, after) => {
      const kept = after?.id == null ? (before ?? after) : after;
      const bound = kept ?? { presence: "unknown", seen: now, place: null, id: null };
      const merged = facts(type(bound), before, after, bound);
      // Two different objects: what the name stands for is not known.
      return before?.id != null && after?.id != null && before.id !== after.id
        ? { ...merged, presence: "unknown" }
        : merged;
    };
  }

  function column(before: Column | undefined, after: Column | undefined): Column | undefined {
    const kept = after ?? before;
    if (kept === undefined) return undefined;
    const merged = facts("column", before, after, kept);
    if (before === undefined || after === undefined) return merged;
    return {
      ...merged,
      type: sameJson(before.type, after.type) ? after.type : null,
      notNull: before.notNull === after.notNull ? after.notNull : null,
      hasDefault: before.hasDefault === after.hasDefault ? after.hasDefault : null,
      default: before.default === after.default ? after.default : null,
    };
  }

  function constraint(before: Constraint | undefined, after: Constraint | undefined): Constraint | undefined {
    const kept = after ?? before;
    return kept === undefined ? undefined : facts("constraint", before, after, kept);
  }

  function table(before: Table, after: Table): Table {
    return {
      ...after,
      columns: merged(before.columns, after.columns, column),
      constraints: merged(before.constraints, after.constraints, constraint),
      indexes: before.indexes.union(after.indexes),
      columnsWhole: earlier(before.columnsWhole, after.columnsWhole),
      constraintsWhole: earlier(before.constraintsWhole, after.constraintsWhole),
      indexesWhole: earlier(before.indexesWhole, after.indexesWhole),
    };
  }

  return {
    fact,
    binding: bindings(({ id }) => (id === null ? undefined : relationOf(id)?.kind) ?? "table"),
    typeBinding: bindings(() => "type"),
    relation: (before, after) => {
      if (before === undefined || after === undefined) return known(after ?? before);
      if ("columnsWhole" in before && "columnsWhole" in after) return table(before, after);
      return after;
    },
    type: (before, after) => {
      const type = known(after ?? before);
      return before === undefined || after === undefined || sameJson(before.labels, after.labels)
        ? type
        : { ...type, labels: null };
    },
  };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing to join");
  return value;
}

function merged<V>(
  before: ImmutableMap<string, V>,
  after: ImmutableMap<string, V>,
  join: (before: V | undefined, after: V | undefined) => V | undefined,
): ImmutableMap<string, V> {
  let map = after;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [then, later] = [before.get(name), after.get(name)];
    if (then === later) continue;
    const value = join(then, later);
    if (value !== undefined) map = map.set(name, value);
  }
  return map;
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.min(a, b);
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
