import type { Named, PlainName } from "../../migration/names/name-place.ts";
import type { Place } from "../place.ts";
import { columnTypeName, type Held, inventoryOf } from "../schema/inventory.ts";
import type { ObjectName, Table, View } from "../schema/objects.ts";
import type { Schema } from "../schema/schema.ts";
import { nameIn, typeOf } from "./known-object.ts";

/** Something that a name may be meant to name. */
export interface Candidate {
  /** Its schema where the name has to be qualified; else null. */
  readonly schema: string | null;
  readonly name: string;
  /** What it is, in PostgreSQL's words. */
  readonly kind: string;
  /** More of it in few words: a column's type. */
  readonly detail: string | null;
  /** Where it was created; null where that is not known. */
  readonly place: Place | null;
}

/**
 * What a name may be meant to name in a schema: all that is there, or may be.
 * @param qualified names that need a schema come too.
 */
export function candidatesFor(what: Named, schema: Schema, qualified: boolean): readonly Candidate[] {
  switch (what.kind) {
    case "schema":
      return inventoryOf(schema)
        .schemas.filter(({ name }) => name !== "pg_catalog" && name !== "information_schema")
        .map(({ name }) => candidate(schema, "schema", null, name));
    case "relation": {
      const { tables, views } = inventoryOf(schema);
      return within<Table | View>(what.schema, qualified, [...tables, ...views]).map(
        ({ object: { kind, name }, own }) => ({
          ...candidate(schema, kind, name.schema, name.name),
          schema: own,
        }),
      );
    }
    case "type":
      return within(what.schema, qualified, inventoryOf(schema).types).map(({ object: { kind, name }, own }) => ({
        ...candidate(schema, "type", name.schema, name.name),
        kind: kind === "enum" ? "enum type" : kind,
        schema: own,
      }));
    case "index":
      return indexes(what.schema, what.tables, schema, qualified);
    case "column":
      return what.tables.flatMap((table) => columns(nameIn(table.schema, table.name), schema));
    case "constraint":
      return what.tables.flatMap((table) => constraints(nameIn(table.schema, table.name), schema));
    case "enum value": {
      const type = typeOf(what.of, schema);
      const labels = type === null ? null : schema.enumLabels(type);
      return (labels ?? []).map((name) => ({
        schema: null,
        name,
        kind: "value",
        detail: `of ${type?.name ?? ""}`,
        place: null,
      }));
    }
  }
}

/** Those of one schema, or those that need no qualification and, where wanted, those that do: with the schema that has to be written. */
function within<T extends { readonly name: ObjectName }>(
  schema: string | null,
  qualified: boolean,
  held: readonly Held<T>[],
): readonly { readonly object: T; readonly own: string | null }[] {
  return held.flatMap(({ object }): { object: T; own: string | null }[] => {
    const { schema: own } = object.name;
    if (own === (schema ?? "public")) return [{ object, own: null }];
    return schema === null && qualified ? [{ object, own }] : [];
  });
}

function indexes(
  schemaName: string | null,
  tables: readonly PlainName[],
  schema: Schema,
  qualified: boolean,
): readonly Candidate[] {
  const { indexes: held, tables: heldTables } = inventoryOf(schema);
  const of = tables.map((table) => nameIn(table.schema, table.name));
  const isOf = (table: ObjectName | undefined) =>
    of.length === 0 || of.some(({ schema: own, name }) => own === table?.schema && name === table.name);
  const tableOf = (id: number) => heldTables.find((each) => each.id === id)?.object.name;
  const wanted = held.filter(({ object }) => !object.ofConstraint && isOf(tableOf(object.table)));
  return within(schemaName, qualified, wanted).map(({ object: { name, table }, own }) => ({
    ...candidate(schema, "index", name.schema, name.name),
    schema: own,
    detail: detailOn(tableOf(table)),
  }));
}

function detailOn(table: ObjectName | undefined): string | null {
  return table === undefined ? null : `on ${table.name}`;
}

function columns(name: ObjectName, schema: Schema): readonly Candidate[] {
  const table = heldTable(name, schema);
  return [...(table?.columns ?? [])]
    .filter(([, { presence }]) => presence !== "absent")
    .sort(([, a], [, b]) => a.position - b.position)
    .map(([column, { type, place }]) => ({
      schema: null,
      name: column,
      kind: "column",
      detail: `of ${name.name}${type === null ? "" : `, ${columnTypeName(schema, type) ?? "type not known"}`}`,
      place,
    }));
}

function constraints(name: ObjectName, schema: Schema): readonly Candidate[] {
  const table = heldTable(name, schema);
  return [...(table?.constraints.values() ?? [])].flatMap(({ name: own, type, presence, place }) =>
    own === null || presence === "absent"
      ? []
      : [{ schema: null, name: own, kind: `${type} constraint`, detail: `of ${name.name}`, place }],
  );
}

/** A table that is there, or may be. */
function heldTable(name: ObjectName, schema: Schema): Table | undefined {
  return inventoryOf(schema).tables.find(
    ({ object }) => object.name.schema === name.schema && object.name.name === name.name,
  )?.object;
}

function candidate(
  state: Schema,
  kind: Table["kind"] | "view" | "materialized view" | "type" | "index" | "schema",
  schema: string | null,
  name: string,
): Candidate {
  return { schema: null, name, kind, detail: null, place: state.placeOf(kind, schema, name) };
}
