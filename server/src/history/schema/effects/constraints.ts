import { chosenName, constraintLabels, joinedColumns } from "../../../migration/default-names.ts";
import type { Draft } from "../draft.ts";
import type { Constraint, ObjectName, Table } from "../objects.ts";
import type { RecordedConstraint, RecordedObject } from "../recorded-operation.ts";
import { chooseRelationName } from "./chosen-names.ts";
import { ownerOf, setTable, touchedTable } from "./owner.ts";

/** Adds a constraint to the table with this number. */
export function addConstraint(draft: Draft, id: number, recorded: RecordedConstraint): void {
  const table = draft.table(id);
  if (table === null) return;
  const { type, columns = [] } = recorded;
  const name = constraintName(draft, table, recorded);
  const key = name ?? `?${draft.takeNumber()}`;
  const references = referenced(draft, id, recorded);
  let constraint: Constraint = {
    presence: "present",
    seen: draft.clock,
    place: draft.setting.place,
    name,
    type,
    columns: type === "check" ? (recorded.checked ?? [null]) : columns,
    references,
    check: recorded.check ?? null,
    index: indexOf(draft, id, table, name, recorded),
  };
  const adopted =
    recorded.usingIndex === undefined || constraint.index === null ? undefined : draft.relations.get(constraint.index);
  if (adopted?.kind === "index") constraint = { ...constraint, columns: adopted.columns };
  const own = draft.table(id) ?? table;
  setTable(draft, id, {
    constraints: own.constraints.set(key, constraint),
    columns: type === "primary key" ? withoutNulls(draft, own, constraint.columns) : own.columns,
    ...(name === null ? { constraintsWhole: null } : {}),
  });
}

function withoutNulls(draft: Draft, table: Table, names: readonly (string | null)[]): Table["columns"] {
  let { columns } = table;
  for (const name of names) {
    const column = name === null ? undefined : columns.get(name);
    if (name !== null && column !== undefined && draft.isFresh("column", column.seen) && column.notNull !== true)
      columns = columns.set(name, { ...column, notNull: true });
  }
  return columns;
}

/** The index that a key or an exclusion is made of. */
function indexOf(
  draft: Draft,
  id: number,
  table: Table,
  name: string | null,
  recorded: RecordedConstraint,
): number | null {
  const { type, columns = [], usingIndex } = recorded;
  if (type === "check" || type === "foreign key") return null;
  if (usingIndex !== undefined) return adoptIndex(draft, table, usingIndex, name);
  if (name === null) {
    draft.open("index");
    setTable(draft, id, { indexesWhole: null });
    return null;
  }
  const index = draft.addRelation({
    kind: "index",
    name: { schema: table.name.schema, name },
    table: id,
    unique: type !== "exclude",
    columns,
    uses: type === "exclude" && columns.includes(null) ? null : [],
    method: type === "exclude" ? "gist" : "btree",
    where: null,
    ofConstraint: true,
  });
  setTable(draft, id, { indexes: (draft.table(id) ?? table).indexes.add(index) });
  return index;
}

/** `USING INDEX`: the index takes the constraint's name. */
function adoptIndex(draft: Draft, table: Table, usingIndex: string | null, name: string | null): number | null {
  if (usingIndex === null) {
    draft.open("index");
    return null;
  }
  const was = { schema: table.name.schema, name: usingIndex };
  const id = draft.binding(was)?.id ?? null;
  const index = id === null ? undefined : draft.relations.get(id);
  if (id === null || index?.kind !== "index") return null;
  const now = { schema: was.schema, name: name ?? usingIndex };
  draft.renameRelation(was, now);
  draft.relations.set(id, { ...index, name: now, ofConstraint: true });
  return id;
}

function referenced(
  draft: Draft,
  id: number,
  { references, columns = [] }: RecordedConstraint,
): Constraint["references"] {
  if (references === undefined) return null;
  const own = draft.relationNamed(references.table);
  const target = own === null ? null : touchedTable(draft, own);
  if (target === null) return { table: own, columns: references.columns ?? columns.map(() => null) };
  draft.use(target.id, id);
  return { table: target.id, columns: references.columns ?? keyColumns(target.table) ?? columns.map(() => null) };
}

/** A reference that names no columns refers to the primary key. */
function keyColumns({ constraints }: Table): readonly (string | null)[] | null {
  return constraints.find(({ type }) => type === "primary key")?.columns ?? null;
}

/** The constraint's name; null where it can't be known. */
function constraintName(draft: Draft, table: Table, recorded: RecordedConstraint): string | null {
  const { name, type, columns = [], usingIndex } = recorded;
  if (name !== undefined) return name;
  if (usingIndex !== undefined) return usingIndex;
  const { directive, namingConvention } = draft.setting;
  if (directive && namingConvention !== false) return null;
  if (type === "check") return recorded.checked === undefined ? null : checkName(draft, table, recorded.checked);
  const named = columns.filter((column) => column !== null);
  if (named.length < columns.length) return null;
  if (type === "foreign key") return freeConstraintName(draft, table, joinedColumns(named), "fkey");
  const words = type === "primary key" ? null : joinedColumns(named);
  return (
    chooseRelationName(draft, table.name, words, constraintLabels[type], (text) => isTaken(table, text))?.name ?? null
  );
}

function checkName(draft: Draft, table: Table, checked: readonly string[]): string | null {
  const columns = checked.filter((column) => table.columns.has(column));
  const [only] = columns;
  return freeConstraintName(draft, table, columns.length === 1 && only !== undefined ? only : null, "check");
}

/** Names of constraints that are no indexes need only be new in their schema; those of other tables begin with other words. */
function freeConstraintName(_draft: Draft, table: Table, columns: string | null, label: string): string | null {
  for (let number = 0; ; number++) {
    const name = chosenName(table.name.name, columns, number === 0 ? label : `${label}${number}`);
    if (!isTaken(table, name)) return name;
  }
}

function isTaken({ constraints }: Table, name: string): boolean {
  return constraints.get(name) !== undefined && constraints.get(name)?.presence !== "absent";
}

export function createConstraint(
  draft: Draft,
  object: RecordedObject,
  recorded: RecordedConstraint,
  ifNotExists: boolean,
): void {
  const owner = ownerOf(draft, object);
  if (owner === null) return;
  const { name } = recorded;
  const presence = name == null ? "absent" : constraintPresence(draft, owner.table, name);
  if (name != null && presence !== "absent" && ifNotExists) {
    if (presence === "unknown") draft.isUnsure = true;
    else return;
  }
  if (presence === "present") {
    draft.contradict(owner.table.name);
    setTable(draft, owner.id, { constraintsWhole: null, indexesWhole: null });
  }
  addConstraint(draft, owner.id, recorded);
}

export function constraintPresence(draft: Draft, table: Table, name: string) {
  const constraint = table.constraints.get(name);
  if (constraint !== undefined) return draft.presence("constraint", constraint);
  const whole = table.constraintsWhole;
  return whole !== null && draft.isFresh("constraint", whole) ? "absent" : "unknown";
}

export function dropConstraint(draft: Draft, object: RecordedObject, ifExists: boolean, cascade: boolean): void {
  const owner = ownerOf(draft, object);
  if (owner === null) return;
  const { id, table } = owner;
  const { name } = object;
  const presence = name == null ? "unknown" : constraintPresence(draft, table, name);
  if (presence === "absent") {
    if (!ifExists) {
      draft.contradict(table.name);
      setTable(draft, id, { constraintsWhole: null, indexesWhole: null });
    }
    return;
  }
  const found = name == null ? undefined : table.constraints.get(name);
  if (name == null || found === undefined) {
    // One of those whose names are not known.
    const constraints = table.constraints.map((each) =>
      each.name === null || name == null ? { ...each, presence: "unknown" as const } : each,
    );
    setTable(draft, id, { constraints, constraintsWhole: null });
    if (name != null) dropIndexNamed(draft, { schema: table.name.schema, name });
  } else {
    removeConstraint(draft, id, name);
  }
  if (cascade && found !== undefined) removeReferencesTo(draft, id, found);
}

function dropIndexNamed(draft: Draft, name: ObjectName): void {
  const binding = draft.binding(name);
  if (binding === undefined || binding.id === null) return;
  if (draft.relations.get(binding.id)?.kind === "index") draft.unbind(name, binding.id);
}

/** Takes a constraint away, and the index that it is made of. */
export function removeConstraint(draft: Draft, id: number, key: string): void {
  const table = draft.table(id);
  const constraint = table?.constraints.get(key);
  if (table === null || constraint === undefined) return;
  const whole = table.constraintsWhole !== null && draft.isFresh("constraint", table.constraintsWhole);
  setTable(draft, id, {
    constraints: whole
      ? table.constraints.delete(key)
      : table.constraints.set(key, { ...constraint, presence: "absent", seen: draft.clock }),
  });
  const index = constraint.index === null ? undefined : draft.relations.get(constraint.index);
  if (constraint.index !== null && index !== undefined) draft.unbind(index.name, constraint.index);
}

/** Takes away the constraints that a column is part of. */
export function removeConstraints(draft: Draft, id: number, column: string): void {
  const table = draft.table(id);
  if (table === null) return;
  for (const [key, constraint] of table.constraints) {
    if (constraint.columns.includes(column)) removeConstraint(draft, id, key);
    else if (constraint.type === "check" && constraint.columns.includes(null)) draft.unsureConstraint(id, key);
  }
  for (const user of draft.users.get(id) ?? []) removeReferences(draft, user, id, column);
}

/** Takes away the references that rest on a key. */
function removeReferencesTo(draft: Draft, id: number, key: Constraint): void {
  if (key.type !== "primary key" && key.type !== "unique") return;
  const isTwofold = draft.table(id)?.constraints.some((other) => isKeyOver(other, key.columns)) === true;
  for (const user of draft.users.get(id) ?? []) {
    const table = draft.table(user);
    for (const [name, constraint] of table?.constraints ?? []) {
      const { references } = constraint;
      if (references?.table !== id || !isSameColumns(references.columns, key.columns)) continue;
      if (isTwofold) draft.unsureConstraint(user, name);
      else removeConstraint(draft, user, name);
    }
  }
}

function isKeyOver({ type, columns }: Constraint, same: readonly (string | null)[]): boolean {
  return (type === "primary key" || type === "unique") && isSameColumns(columns, same);
}

function isSameColumns(a: readonly (string | null)[], b: readonly (string | null)[]): boolean {
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}

/** Takes away the references of a table to another one, or to a column of it. */
export function removeReferences(draft: Draft, id: number, to: number, column: string | null): void {
  const table = draft.table(id);
  if (table === null) return;
  for (const [key, { references }] of table.constraints) {
    if (references?.table === to && (column === null || references.columns.includes(column)))
      removeConstraint(draft, id, key);
  }
}

/** Takes away the indexes that a column is part of. */
export function removeIndexes(draft: Draft, id: number, column: string): void {
  for (const index of draft.table(id)?.indexes ?? []) {
    const relation = draft.relations.get(index);
    if (relation?.kind !== "index") continue;
    if (relation.columns.includes(column) || relation.uses?.includes(column) === true)
      draft.unbind(relation.name, index);
    else if (relation.uses === null) draft.unsure(relation.name, index);
  }
}
