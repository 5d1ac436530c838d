import type { Draft } from "../draft.ts";
import type { ObjectName, Relation, Table } from "../objects.ts";
import type { RecordedObject, RecordedTable } from "../recorded-operation.ts";
import { addColumnSequence, columnOf } from "./columns.ts";
import { addConstraint, removeReferences } from "./constraints.ts";
import { emptyTable } from "./new-table.ts";
import { setColumn, setTable, touchedTable } from "./owner.ts";
import { dropOwnedSequences } from "./sequences.ts";
import { dropDependentViews } from "./views.ts";

export function createTable(draft: Draft, object: RecordedObject, recorded: RecordedTable, ifNotExists: boolean): void {
  const kind = object.type === "foreign table" ? "foreign table" : "table";
  const name = draft.nameFor(object.schema, object.name);
  if (name === null) {
    draft.open("table");
    draft.note(["table"]);
    return;
  }
  draft.useSchema(name.schema);
  const presence = draft.relationPresence("table", name);
  if (presence === "present") {
    if (ifNotExists) return;
    draft.contradict(name);
    draft.open("table");
  }
  if (presence === "unknown" && ifNotExists) {
    const owner = touchedTable(draft, name);
    if (owner !== null) draft.doubtTable(owner.id);
    return;
  }
  const id = draft.addRelation(emptyTable(name, draft.clock, kind));
  addParts(draft, id, recorded);
}

function addParts(draft: Draft, id: number, recorded: RecordedTable): void {
  const { columns = [], constraints = [], partitionOf, more } = recorded;
  let position = 0;
  for (const column of columns) {
    position++;
    const table = draft.table(id);
    if (table === null) return;
    if (column.name === null) setTable(draft, id, { columnsWhole: null });
    else setColumn(draft, id, column.name, columnOf(draft, id, column, position));
  }
  if (more === true || partitionOf !== undefined)
    setTable(draft, id, { columnsWhole: null, constraintsWhole: null, indexesWhole: null });
  for (const column of columns) addColumnSequence(draft, id, column);
  // PostgreSQL makes the checks with the table, then the keys, the primary one first, then the references.
  const all = [...columns.flatMap((column) => column.constraints ?? []), ...constraints];
  const order = ["check", "primary key", "unique", "exclude", "foreign key"];
  const made: typeof all = [];
  for (const constraint of all.toSorted((a, b) => rank(order, a.type) - rank(order, b.type))) {
    // A key over the same columns as another is that one.
    if (
      constraint.type === "unique" &&
      constraint.name === undefined &&
      made.some((other) => isSameKey(other, constraint))
    )
      continue;
    made.push(constraint);
    addConstraint(draft, id, constraint);
  }
}

function rank(order: readonly string[], type: string): number {
  return type === "exclude" ? order.indexOf("unique") : order.indexOf(type);
}

function isSameKey(
  a: { type: string; columns?: readonly (string | null)[] },
  b: { columns?: readonly (string | null)[] },
): boolean {
  if (a.type !== "primary key" && a.type !== "unique") return false;
  return JSON.stringify(a.columns) === JSON.stringify(b.columns) && a.columns?.includes(null) !== true;
}

/** Drops a table, index, sequence or view. */
export function dropRelation(draft: Draft, object: RecordedObject, ifExists: boolean, cascade: boolean): void {
  const { type } = object;
  const name = draft.findRelation(type, object.schema, object.name);
  if (name === null) {
    if (type === "index" && object.table != null) {
      const table = draft.findRelation("table", object.schema, object.table);
      const id = table === null ? null : (draft.binding(table)?.id ?? null);
      if (id !== null) {
        draft.doubtIndexes(id);
        return;
      }
    }
    draft.doubt([type]);
    return;
  }
  const relation = draft.relation(name);
  const id = draft.binding(name)?.id ?? null;
  if (draft.relationPresence(type, name) === "absent") {
    if (!ifExists) {
      draft.contradict(name);
      draft.open(type);
    }
    return;
  }
  draft.removeName(name);
  if (id !== null && relation !== undefined) removeParts(draft, id, relation, cascade);
}

/** What goes with a relation. */
export function removeParts(draft: Draft, id: number, relation: Relation, cascade: boolean): void {
  if (cascade) dropDependentViews(draft, id);
  if (!isTable(relation)) return;
  for (const index of relation.indexes) {
    const own = draft.relations.get(index);
    if (own !== undefined) draft.unbind(own.name, index);
  }
  dropOwnedSequences(draft, id, null);
  for (const user of draft.users.get(id) ?? []) {
    const other = draft.relations.get(user);
    if (user === id || other === undefined || !isTable(other)) continue;
    if (other.partitionOf === id && draft.binding(other.name)?.id === user) {
      draft.removeName(other.name);
      removeParts(draft, user, other, cascade);
    } else removeReferences(draft, user, id, null);
  }
}

export function isTable(relation: Relation): relation is Table {
  return relation.kind === "table" || relation.kind === "foreign table";
}

/** Gives a relation another name or schema; null where it can't be known which. What belongs to a table goes with it to another schema. */
export function moveRelation(
  draft: Draft,
  object: RecordedObject,
  to: Partial<ObjectName> | null,
  ifExists: boolean,
): void {
  const { type } = object;
  const name = draft.findRelation(type, object.schema, object.name);
  if (name === null) {
    draft.doubt([type]);
    return;
  }
  const presence = draft.relationPresence(type, name);
  if (presence === "absent") {
    if (ifExists) return;
    draft.contradict(name);
    draft.open(type);
  } else if (presence === "unknown" && ifExists) draft.isUnsure = true;
  const relation = draft.relation(name);
  if (relation === undefined && (type === "table" || type === "foreign table")) touchedTable(draft, name);
  if (to === null) {
    draft.removeName(name);
    draft.open(type);
    return;
  }
  rename(draft, name, { ...name, ...to });
}

function rename(draft: Draft, name: ObjectName, to: ObjectName): void {
  const id = draft.binding(name)?.id ?? null;
  const relation = draft.relation(name);
  draft.renameRelation(name, to);
  if (id === null || relation === undefined) return;
  draft.relations.set(id, { ...relation, name: to });
  if (relation.kind === "index" && relation.ofConstraint) renameConstraintOf(draft, relation.table, id, to.name);
  if (!isTable(relation) || name.schema === to.schema) return;
  for (const part of [...relation.indexes, ...(draft.users.get(id) ?? [])]) {
    const own = draft.relations.get(part);
    const belongs = own?.kind === "index" || (own?.kind === "sequence" && own.owner?.table === id);
    if (own === undefined || !belongs || draft.binding(own.name)?.id !== part) continue;
    rename(draft, own.name, { ...own.name, schema: to.schema });
  }
}

/** An index's name is that of the constraint that it is of. */
function renameConstraintOf(draft: Draft, table: number, index: number, name: string): void {
  const owner = draft.table(table);
  const key = owner?.constraints.findKey((constraint) => constraint.index === index);
  const constraint = key === undefined ? undefined : owner?.constraints.get(key);
  if (owner === null || key === undefined || constraint === undefined || key === name) return;
  setTable(draft, table, { constraints: owner.constraints.delete(key).set(name, { ...constraint, name }) });
}

/** Gives a constraint another name, and the index that it is of. */
export function renameConstraint(draft: Draft, id: number, name: string, to: string | null): void {
  const table = draft.table(id);
  const constraint = table?.constraints.get(name);
  if (table === null) return;
  if (to === null || constraint === undefined) {
    setTable(draft, id, { constraintsWhole: null, indexesWhole: null });
    draft.doubtTable(id);
    return;
  }
  const { index } = constraint;
  setTable(draft, id, { constraints: table.constraints.delete(name).set(to, { ...constraint, name: to }) });
  const relation = index === null ? undefined : draft.relations.get(index);
  if (index !== null && relation !== undefined) rename(draft, relation.name, { ...relation.name, name: to });
}
