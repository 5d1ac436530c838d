import type { Draft } from "../draft.ts";
import type { Column, ObjectName, Table } from "../objects.ts";
import type { RecordedObject } from "../recorded-operation.ts";
import { unknownTypes } from "../schema.ts";
import { emptyTable } from "./new-table.ts";

/** A table to which something is done, and its number. */
export interface Owner {
  readonly id: number;
  readonly table: Table;
}

/**
 * The table that a column, constraint or index belongs to. That something is done to it shows that it is there. Null where that can't be
 * known, or is a view.
 */
export function ownerOf(draft: Draft, { schema, table }: RecordedObject, ifExists = false): Owner | null {
  const name = draft.findRelation("table", schema, table);
  if (name === null) {
    draft.doubt(["column", "constraint", "index"]);
    return null;
  }
  return touchedTable(draft, name, ifExists);
}

/** A table that something is done to, and so is there. */
export function touchedTable(draft: Draft, name: ObjectName, ifExists = false): Owner | null {
  const binding = draft.binding(name);
  const relation = draft.relation(name);
  const presence = draft.relationPresence("table", name);
  if (relation !== undefined && !("columns" in relation && "constraints" in relation)) {
    if (presence === "present") return null;
  } else if (relation !== undefined && binding !== undefined && binding.id !== null) {
    if (presence === "present") return { id: binding.id, table: relation };
    if (presence === "unknown") {
      if (ifExists) draft.isUnsure = true;
      draft.bind(name, binding.id, binding.place);
      return { id: binding.id, table: relation };
    }
  }
  if (presence === "absent") {
    if (ifExists) return null;
    draft.contradict(name);
    draft.open("table");
  } else if (ifExists) draft.isUnsure = true;
  draft.useSchema(name.schema);
  const table = emptyTable(name, null);
  const id = draft.addRelation(table, "present", null);
  draft.use(unknownTypes, id);
  return { id, table };
}

/** Gives a table a column, or what is known of it. */
export function setColumn(draft: Draft, id: number, name: string, column: Column): void {
  const table = draft.table(id);
  if (table === null) return;
  const lastPosition = Math.max(table.lastPosition, column.position);
  setTable(draft, id, { columns: table.columns.set(name, column), lastPosition });
}

/** Changes a table as it is now. */
export function setTable(draft: Draft, id: number, change: Partial<Table>): void {
  const table = draft.table(id);
  if (table === null) return;
  draft.relations.set(id, { ...table, ...change });
  if (change.columnsWhole === null) draft.use(unknownTypes, id);
}
