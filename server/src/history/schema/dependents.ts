import type { DatabaseObject, ObjectType } from "../../migration/database-object.ts";
import { known } from "../../migration/database-object.ts";
import { type Inventory, inventoryOf } from "./inventory.ts";
import type { ObjectName } from "./objects.ts";
import { keyOf, type Schema } from "./schema.ts";

/**
 * What is known to be there and keeps an object from being dropped without CASCADE (manual, 5.14): references to a table and views of it,
 * columns of a type, what is in a schema.
 */
export function dependentsOf(schema: Schema, type: ObjectType, name: ObjectName): readonly DatabaseObject[] {
  if (schema.has(type, name.schema, name.name) !== "present") return [];
  const held = inventoryOf(schema);
  switch (type) {
    case "table":
    case "view":
    case "materialized view": {
      const id = schema.state.names.get(keyOf(name))?.id ?? null;
      return id === null ? [] : [...referencesTo(id, schema, held), ...viewsOf(id, schema, held)];
    }
    case "type":
    case "domain": {
      const id = schema.state.typeNames.get(keyOf(name))?.id ?? null;
      return id === null ? [] : columnsOf(id, schema, held);
    }
    case "schema":
      return [...held.tables, ...held.views, ...held.sequences, ...held.types]
        .filter(({ presence, object }) => presence === "present" && object.name.schema === name.name)
        .map(({ object }) => objectOf(object.kind === "enum" ? "type" : object.kind, object.name));
    default:
      return [];
  }
}

function referencesTo(id: number, schema: Schema, { tables }: Inventory): readonly DatabaseObject[] {
  return tables.flatMap(({ id: own, presence, object: { name: table, constraints } }) => {
    if (presence !== "present" || own === id) return [];
    return [...constraints.values()].flatMap(({ name, references, presence: there, seen }) => {
      const isThere = there === "present" && schema.isFresh("constraint", seen);
      return isThere && references?.table === id ? [partOf(table, "constraint", name)] : [];
    });
  });
}

function viewsOf(id: number, schema: Schema, { views }: Inventory): readonly DatabaseObject[] {
  const users = schema.state.users.get(id);
  return views
    .filter(({ id: own, presence }) => presence === "present" && own !== id && users?.has(own) === true)
    .map(({ object }) => objectOf(object.kind, object.name));
}

function columnsOf(id: number, schema: Schema, { tables }: Inventory): readonly DatabaseObject[] {
  return tables.flatMap(({ presence, object: { name: table, columns } }) => {
    if (presence !== "present") return [];
    return [...columns].flatMap(([column, { type, presence: there, seen }]) => {
      const isThere = there === "present" && schema.isFresh("column", seen);
      return isThere && type?.of === id ? [partOf(table, "column", column)] : [];
    });
  });
}

function objectOf(type: ObjectType, { schema, name }: ObjectName): DatabaseObject {
  return { type, schema: schema === "public" ? null : known(schema), table: null, name: known(name) };
}

function partOf({ schema, name: table }: ObjectName, type: ObjectType, name: string | null): DatabaseObject {
  return { ...objectOf(type, { schema, name: table }), table: known(table), name: name === null ? null : known(name) };
}
