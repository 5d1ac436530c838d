import { type DatabaseObject, known, type ObjectType } from "../../migration/database-object.ts";
import type { ObjectName, Relation, Table } from "./objects.ts";
import { keyOf, type Schema } from "./schema.ts";

/** Whether something can keep an object of this type from being dropped, as `dependentsOf` tells. */
export function mayHaveDependents(type: ObjectType): boolean {
  return used.has(type);
}

const used: ReadonlySet<ObjectType> = new Set<ObjectType>([
  "table",
  "view",
  "materialized view",
  "type",
  "domain",
  "schema",
]);

/**
 * What is known to be there and keeps an object from being dropped without CASCADE (manual, 5.14): references to a table and views of it,
 * columns of a type, what is in a schema.
 */
export function dependentsOf(schema: Schema, type: ObjectType, name: ObjectName): readonly DatabaseObject[] {
  if (schema.has(type, name.schema, name.name) !== "present") return [];
  const { names, typeNames, relations, types, users } = schema.state;
  const using = (id: number | null) =>
    id === null ? [] : [...(users.get(id) ?? [])].flatMap((user) => relations.get(user) ?? []).filter(isHere(schema));
  switch (type) {
    case "table":
    case "view":
    case "materialized view": {
      const id = names.get(keyOf(name))?.id ?? null;
      const others = using(id).filter((user) => keyOf(user.name) !== keyOf(name));
      return others.flatMap((user) => usesOfRelation(schema, user, id));
    }
    case "type":
    case "domain": {
      const id = typeNames.get(keyOf(name))?.id ?? null;
      return using(id).flatMap((user) => (isTable(user) ? columnsOf(schema, user, id) : []));
    }
    case "schema":
      return [
        ...[...relations.values()].filter(({ kind }) => kind !== "index").filter(isHere(schema)),
        ...[...types.values()].filter((each) => schema.has("type", each.name.schema, each.name.name) === "present"),
      ]
        .filter((each) => each.name.schema === name.name)
        .map((each) => objectOf(each.kind === "enum" ? "type" : each.kind, each.name));
    default:
      return [];
  }
}

function isHere(schema: Schema): (relation: Relation) => boolean {
  return ({ kind, name }) => schema.has(kind, name.schema, name.name) === "present";
}

function isTable(relation: Relation): relation is Table {
  return relation.kind === "table" || relation.kind === "foreign table";
}

function usesOfRelation(schema: Schema, user: Relation, id: number | null): readonly DatabaseObject[] {
  if (user.kind === "view" || user.kind === "materialized view") return [objectOf(user.kind, user.name)];
  if (!isTable(user)) return [];
  return [...user.constraints.values()].flatMap(({ name, references, presence, seen }) => {
    const isThere = presence === "present" && schema.isFresh("constraint", seen);
    return isThere && references !== null && references.table === id ? [partOf(user.name, "constraint", name)] : [];
  });
}

function columnsOf(schema: Schema, { name: table, columns }: Table, type: number | null): readonly DatabaseObject[] {
  return [...columns].flatMap(([column, { type: own, presence, seen }]) => {
    const isThere = presence === "present" && schema.isFresh("column", seen);
    return isThere && own !== null && own.of === type ? [partOf(table, "column", column)] : [];
  });
}

function objectOf(type: ObjectType, { schema, name }: ObjectName): DatabaseObject {
  return { type, schema: schema === "public" ? null : known(schema), table: null, name: known(name) };
}

function partOf({ schema, name: table }: ObjectName, type: ObjectType, name: string | null): DatabaseObject {
  return { ...objectOf(type, { schema, name: table }), table: known(table), name: name === null ? null : known(name) };
}
