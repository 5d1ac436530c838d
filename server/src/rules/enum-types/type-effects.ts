import type { QualifiedName } from "../../migration/database-object.ts";
import { nameOf } from "../../migration/name-of.ts";
import { isOpaque } from "../../migration/opaque.ts";
import type { Operation } from "../../migration/operation.ts";
import { sameness } from "../../migration/same-name.ts";

/** What an operation makes of a type. */
export type TypeEffect = "created" | "gone" | "unknown";

/** An operation, by its place among the others, that does something to a type, or may. */
export interface EffectOnType {
  readonly index: number;
  readonly operation: Operation;
  readonly effect: TypeEffect;
}

/** What the operations of a function do to `type`, in their order. */
export function effectsOn(operations: readonly Operation[], type: QualifiedName): readonly EffectOnType[] {
  return placesFor(operations, type).flatMap((index) => {
    const operation = operations[index];
    const effect = operation === undefined ? null : effectOf(operation, type);
    return operation === undefined || effect === null ? [] : [{ index, operation, effect }];
  });
}

function effectOf(operation: Operation, type: QualifiedName): TypeEffect | null {
  if (isOpaque(operation)) return "unknown";
  switch (operation.kind) {
    case "create":
      return isType(operation.object.type) ? when(sameness(nameOf(operation), type), "created") : null;
    case "drop": {
      if (operation.object.type === "schema") return operation.cascade ? "unknown" : null;
      return isType(operation.object.type) ? when(sameness(nameOf(operation), type), "gone") : null;
    }
    case "rename": {
      if (!isType(operation.object.type)) return null;
      const renamed = { schema: operation.object.schema, name: operation.to };
      return when(sameness(nameOf(operation), type), "gone") ?? when(sameness(renamed, type), "created");
    }
    case "alter":
      return isType(operation.object.type) &&
        operation.change.kind === "schema" &&
        operation.object.name?.text === type.name.text
        ? "unknown"
        : null;
    default:
      return null;
  }
}

/** True for what stands in the namespace of types. */
export function isType(type: string): boolean {
  return type === "type" || type === "domain";
}

function when(same: ReturnType<typeof sameness>, effect: TypeEffect): TypeEffect | null {
  if (same === "different") return null;
  return same === "same" ? effect : "unknown";
}

/** The places of operations that may be about a type: by its name, and those that may be about any. */
interface Places {
  readonly named: ReadonlyMap<string, readonly number[]>;
  readonly any: readonly number[];
  readonly all: readonly number[];
}

const known = new WeakMap<readonly Operation[], Places>();

function placesFor(operations: readonly Operation[], { name }: QualifiedName): readonly number[] {
  const { named, any, all } = placesOf(operations);
  if (name.text === null) return all;
  const own = named.get(name.text) ?? [];
  if (own.length === 0 || any.length === 0) return own.length === 0 ? any : own;
  return [...own, ...any].sort((a, b) => a - b);
}

function placesOf(operations: readonly Operation[]): Places {
  let places = known.get(operations);
  if (places === undefined) {
    const named = new Map<string, number[]>();
    const any: number[] = [];
    const all: number[] = [];
    for (const [index, operation] of operations.entries()) {
      const names = typeNames(operation);
      if (names.length > 0) all.push(index);
      for (const name of names.includes(null) ? [null] : new Set(names)) {
        const places = name === null ? any : named.get(name);
        if (places !== undefined) places.push(index);
        else if (name !== null) named.set(name, [index]);
      }
    }
    places = { named, any, all };
    known.set(operations, places);
  }
  return places;
}

/** The names of the types that an operation is about; null for one that may be any. */
function typeNames(operation: Operation): readonly (string | null)[] {
  if (isOpaque(operation)) return [null];
  switch (operation.kind) {
    case "create":
    case "alter":
      return isType(operation.object.type) ? [operation.object.name?.text ?? null] : [];
    case "drop":
      if (operation.object.type === "schema") return [null];
      return isType(operation.object.type) ? [operation.object.name?.text ?? null] : [];
    case "rename":
      return isType(operation.object.type) ? [operation.object.name?.text ?? null, operation.to?.text ?? null] : [];
    default:
      return [];
  }
}
