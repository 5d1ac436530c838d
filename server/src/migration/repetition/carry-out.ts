import type { DatabaseObject } from "../database-object.ts";
import { checkFor } from "../guards/check-for.ts";
import type { Alter, Create, Drop, Operation, Rename } from "../operation.ts";
import { keyOf, keyOfConstraint, keyOfCreated, operandKey, rowsKey, tableKey, valueKey } from "./object-key.ts";
import type { Presence } from "./presence.ts";
import { computes } from "./self-change.ts";

/** How an operation ends on a database: `happens twice` where rows are there twice, or a number is doubled again. */
export type Outcome = "works" | "fails" | "happens twice";

/** Carries out an operation on `database`. What is guarded against failing does not. */
export function carryOut(operation: Operation, database: Presence): Outcome {
  const failsIf = (failure: boolean, object: DatabaseObject | null, exists: boolean): Outcome =>
    failure && !isSpared(operation, object, exists) ? "fails" : "works";
  switch (operation.kind) {
    case "create": {
      const { object } = operation;
      const gone = database.goneByMadeName(operation);
      const key = gone === null ? keyOfCreated(operation) : keyOf(gone);
      const there = database.of(key) === true && !operation.ifNotExists && !operation.orReplace;
      const withoutTable =
        object.type === "column" && database.of(tableKey(object)) === false && operation.ifTableExists !== true;
      if (isTemporary(operation)) database.setTemporary(key);
      database.setPart(key, true, tableKey(object), columnsOf(operation));
      createConstraintsAt(operation, database);
      const outcome = failsIf(there || withoutTable, object, false);
      return outcome === "fails" && isNamedByDatabase(operation) ? "happens twice" : outcome;
    }
    case "drop":
      return failsIf(dropFails(operation, database), operation.object, true);
    case "rename":
      return failsIf(renameFails(operation, database), operation.object, true);
    case "add enum value": {
      const key = valueKey(operation.type, operation.value);
      const there = database.of(key) === true && operation.through === "sql" && !operation.ifNotExists;
      database.set(key, true);
      return failsIf(there, null, false);
    }
    case "rename enum value": {
      const from = valueKey(operation.type, operation.value);
      const to = valueKey(operation.type, operation.to);
      const missing = database.of(from) === false || database.of(to) === true;
      database.set(from, false);
      database.set(to, true);
      const { schema, name } = operation.type;
      return failsIf(missing, { type: "enum value", schema, table: name, name: operation.value }, true);
    }
    case "alter":
      return failsIf(alterFails(operation, database), operation.object, operation.change.kind === "schema");
    case "insert": {
      const key = rowsKey(operation.table);
      const there = database.of(key) === true && !operation.onConflict && operation.rows !== null;
      const { schema, name } = operation.table;
      database.setPart(key, true, tableKey({ type: "other", schema, table: name, name: null }), []);
      return there && !isSpared(operation, null, false) ? "happens twice" : "works";
    }
    case "write": {
      if (operation.command === "delete" || operation.command === "truncate")
        database.set(rowsKey(operation.table), false);
      if (operation.command !== "update" || !computes(operation.statement)) return "works";
      const key = `update ${operation.start}`;
      const done = database.of(key) === true;
      database.set(key, true);
      return done && !isSpared(operation, null, false) ? "happens twice" : "works";
    }
    default:
      return "works";
  }
}

/** With a column come the constraints that are written at it. */
function createConstraintsAt({ object, definition }: Create, database: Presence): void {
  if (definition?.kind !== "column") return;
  for (const constraint of definition.constraints) {
    const columns = constraint.check === null ? [object.name?.text ?? null] : null;
    database.setPart(keyOfConstraint(constraint, object), true, tableKey(object), columns);
  }
}

/** PostgreSQL finds another name for it each time; of a table's primary keys there is but one, and SQLAlchemy names every index (`ix_…`). */
function isNamedByDatabase({ object, definition, directive }: Create): boolean {
  const isPrimaryKey = definition?.kind === "constraint" && definition.type === "primary key";
  return object.name === null && !isPrimaryKey && (definition?.kind !== "index" || directive === null);
}

/** Made for the session only. */
function isTemporary({ definition, statement }: Create): boolean {
  if (definition?.kind === "table") return definition.temporary;
  if (statement === null) return false;
  if ("ViewStmt" in statement) return statement.ViewStmt.view?.relpersistence === "t";
  return "CreateSeqStmt" in statement && statement.CreateSeqStmt.sequence?.relpersistence === "t";
}

/** What it runs under keeps it from failing, or may. @param object null where any look at the database may be the one. */
function isSpared(operation: Operation, object: DatabaseObject | null, exists: boolean): boolean {
  if (operation.sheltered) return true;
  if (object === null) return operation.checked;
  const { state } = checkFor(operation, object, exists);
  return state === "fitting" || state === "unknown";
}

function dropFails(operation: Drop, database: Presence): boolean {
  const { object, ifExists, cascade } = operation;
  const key = keyOf(object);
  const table = tableKey(object);
  const withoutTable = needsTable(object) && database.of(table) === false && operation.ifTableExists !== true;
  const missing = withoutTable || (database.of(key) === false && !ifExists);
  if (key === null && object.name !== null) database.forgetFitting(object);
  if (cascade) database.forgetDependents(object);
  if (object.type === "table") database.dropPartsOf(key);
  else if (object.type === "column") database.forgetPartsOn(table, object.name?.text ?? null);
  if (object.type === "constraint") database.noteDroppedConstraint(object);
  database.setPart(key, false, table, object.type === "column" ? [] : null);
  return missing;
}

/** The columns with which an object goes. */
function columnsOf({ object, definition }: Create): readonly (string | null)[] | null {
  if (object.type === "column" || object.type === "trigger" || object.type === "policy") return [];
  if (definition?.kind === "index") return definition.where === null ? definition.columns : null;
  // A check may be about any column.
  return definition?.kind === "constraint" && definition.check === null ? definition.columns : null;
}

/** What ALTER TABLE drops; a trigger, policy or rule IF EXISTS passes without its table (measured on PostgreSQL 15 and 18). */
function needsTable({ type }: DatabaseObject): boolean {
  return type === "column" || type === "constraint";
}

function renameFails({ object, to, ifExists }: Rename, database: Presence): boolean {
  const from = keyOf(object);
  const renamed = keyOf({ ...object, name: to });
  const missing = database.of(from) === false;
  // Of a part of a table, IF EXISTS asks for the table.
  if (missing && ifExists && object.table === null) return false;
  const fails = missing || database.of(renamed) === true;
  const table = tableKey(object);
  if (object.type === "table") database.forgetPartsOf(from);
  const columns = object.type === "column" ? [] : null;
  database.setPart(from, false, table, columns);
  database.setPart(renamed, true, table, columns);
  return fails;
}

function alterFails({ change, object, ifExists }: Alter, database: Presence): boolean {
  const own = keyOf(object);
  switch (change.kind) {
    case "schema": {
      // An extension that is there already is left there (`AlterExtensionNamespace`).
      const missing = database.of(own) === false && !ifExists && object.type !== "extension";
      database.set(own, false);
      database.set(keyOf({ ...object, schema: change.schema }), true);
      return missing;
    }
    case "identity": {
      const key = own === null ? null : `identity ${own}`;
      const there = change.change === "add" && database.of(key) === true;
      database.set(key, change.change !== "drop");
      return there;
    }
    case "attach partition":
    case "detach partition": {
      const partition = operandKey(change.partition.name);
      const key = own === null || partition === null ? null : `partition ${partition} of ${own}`;
      const attached = change.kind === "attach partition";
      const done = database.of(key) === attached;
      database.set(key, attached);
      return done;
    }
    default:
      return false;
  }
}
