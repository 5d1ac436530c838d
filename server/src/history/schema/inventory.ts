import { formattedBuiltin } from "../../migration/builtin-types.ts";
import type { ObjectType } from "../../migration/database-object.ts";
import { sqlIdentifier } from "../../migration/edit/sql-name.ts";
import type { ColumnType, Index, ObjectName, Presence, Relation, Sequence, Table, Type, View } from "./objects.ts";
import { keyOf, nameOf, type Schema } from "./schema.ts";

/** An object that a schema holds, or may hold. */
export interface Held<T> {
  readonly id: number;
  readonly presence: Exclude<Presence, "absent">;
  readonly object: T;
}

/** What a schema holds, or may hold, in the order in which it was made. */
export interface Inventory {
  readonly schemas: readonly { readonly name: string; readonly presence: Presence }[];
  readonly extensions: readonly { readonly name: string; readonly presence: Presence }[];
  readonly types: readonly Held<Type>[];
  readonly tables: readonly Held<Table>[];
  readonly indexes: readonly Held<Index>[];
  readonly sequences: readonly Held<Sequence>[];
  readonly views: readonly Held<View>[];
  /** Names that stand for something, of which nothing else is known. */
  readonly unknown: readonly ObjectName[];
}

/** Everything that a schema holds, or may hold. */
export function inventoryOf(schema: Schema): Inventory {
  const { state } = schema;
  const relations: Held<Relation>[] = [];
  for (const [id, object] of state.relations) {
    if (state.names.get(keyOf(object.name))?.id !== id) continue;
    const presence = schema.has(object.kind, object.name.schema, object.name.name);
    if (presence !== "absent") relations.push({ id, presence, object });
  }
  const types: Held<Type>[] = [];
  for (const [id, object] of state.types) {
    if (state.typeNames.get(keyOf(object.name))?.id !== id) continue;
    const presence = schema.has("type", object.name.schema, object.name.name);
    if (presence !== "absent") types.push({ id, presence, object });
  }
  const named = (type: ObjectType, names: Iterable<string>) =>
    [...names]
      .map((name) => ({ name, presence: schema.has(type, null, name) }))
      .filter(({ presence }) => presence !== "absent");
  const ofKind = <K extends Relation["kind"]>(
    ...kinds: readonly K[]
  ): readonly Held<Extract<Relation, { kind: K }>>[] =>
    relations
      .flatMap((held) => (isOf(held.object, kinds) ? [{ ...held, object: held.object }] : []))
      .sort((a, b) => a.id - b.id);
  return {
    schemas: named("schema", state.schemas.keys()),
    extensions: named("extension", state.extensions.keys()),
    types: types.sort((a, b) => a.id - b.id),
    tables: ofKind("table", "foreign table"),
    indexes: ofKind("index"),
    sequences: ofKind("sequence"),
    views: ofKind("view", "materialized view"),
    unknown: [...state.names]
      .filter(([, { id, presence }]) => id === null && presence !== "absent")
      .map(([key]) => nameOf(key)),
  };
}

function isOf<K extends Relation["kind"]>(
  relation: Relation,
  kinds: readonly K[],
): relation is Extract<Relation, { kind: K }> {
  return kinds.some((kind) => kind === relation.kind);
}

/** A column's type as PostgreSQL's `format_type` shows it; null where it can't be known. */
export function columnTypeName(schema: Schema, { of, modifiers, array }: ColumnType): string | null {
  if (modifiers === null) return null;
  if (typeof of === "string") return formattedBuiltin(of, modifiers) + (array ? "[]" : "");
  const name = typeof of === "number" ? schema.state.types.get(of)?.name : of;
  if (name === undefined) return null;
  return qualified(name) + (modifiers.length === 0 ? "" : `(${modifiers.join(",")})`) + (array ? "[]" : "");
}

/** A name as SQL takes it, with its schema unless that is `public`. */
export function qualified({ schema, name }: ObjectName): string {
  return schema === "public" ? sqlIdentifier(name) : `${sqlIdentifier(schema)}.${sqlIdentifier(name)}`;
}
