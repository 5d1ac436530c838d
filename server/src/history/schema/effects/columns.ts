import { isBuiltin, serialOf } from "../../../migration/builtin-types.ts";
import type { Draft } from "../draft.ts";
import type { Column, ColumnType, Fact, Table } from "../objects.ts";
import type { RecordedChange, RecordedColumn, RecordedObject, RecordedType } from "../recorded-operation.ts";
import { unknownTypes } from "../schema.ts";
import { addConstraint, removeConstraints, removeIndexes } from "./constraints.ts";
import { ownerOf, setColumn, setTable } from "./owner.ts";
import { addOwnedSequence, dropOwnedSequences } from "./sequences.ts";
import { useType } from "./types.ts";
import { dependentViewsUnsure } from "./views.ts";

/** A column by its definition, in the table with this number. */
export function columnOf(draft: Draft, table: number, recorded: RecordedColumn, position: number): Column {
  const { type, notNull, generated } = recorded;
  const serial = serialName(type) !== null;
  const own = typeOf(draft, table, type);
  const value = recorded.default === undefined || isNoDefault(recorded.default, own) ? null : recorded.default;
  return {
    presence: "present",
    seen: draft.clock,
    place: draft.setting.place,
    position,
    type: own,
    notNull: serial || generated === "identity" ? true : notNull === undefined ? false : notNull,
    hasDefault: serial || value !== null || generated === "stored",
    default: typeof value === "string" ? value : null,
    generated: generated ?? null,
  };
}

function typeOf(draft: Draft, table: number, type: RecordedType | undefined): ColumnType | null {
  if (type !== undefined) return columnType(draft, table, type);
  draft.use(unknownTypes, table);
  return null;
}

/** PostgreSQL keeps no default that is NULL, unless it has to be cast to a length. */
function isNoDefault(value: string | true, type: ColumnType | null): boolean {
  return value !== true && /^null$/i.test(value) && type?.modifiers?.length === 0;
}

/** The word of a serial type; null for any other. */
export function serialName(type: RecordedType | undefined): string | null {
  return type !== undefined && typeof type.name === "string" && serialOf(type.name) !== null ? type.name : null;
}

/** A recorded type, which the table with this number uses from now on. */
export function columnType(
  draft: Draft,
  table: number,
  { name, modifiers = [], array }: RecordedType,
): ColumnType | null {
  const own = typeof name === "string" ? (serialOf(name) ?? (isBuiltin(name) ? name : null)) : null;
  if (own !== null) return { of: own, modifiers, array: array === true };
  const full = draft.typeNamed(name);
  if (full === null) {
    draft.use(unknownTypes, table);
    return null;
  }
  const id = useType(draft, full, table);
  return { of: id ?? full, modifiers, array: array === true };
}

/** The sequence that numbers a column, where it has one of its own. */
export function addColumnSequence(draft: Draft, id: number, recorded: RecordedColumn): void {
  if (recorded.name === null) return;
  if (serialName(recorded.type) !== null || recorded.generated === "identity")
    addOwnedSequence(draft, id, recorded.name);
}

export function addColumn(draft: Draft, object: RecordedObject, recorded: RecordedColumn, ifNotExists: boolean): void {
  const owner = ownerOf(draft, object);
  if (owner === null) return;
  const { id } = owner;
  const name = recorded.name;
  if (name === null) {
    setTable(draft, id, { columnsWhole: null });
    draft.note(["column"], owner.table.name);
    return;
  }
  const presence = partPresence(draft, owner.table, name);
  if (presence === "present") {
    if (ifNotExists) return;
    draft.contradict(owner.table.name);
    setTable(draft, id, { columnsWhole: null });
  }
  if (presence === "unknown" && ifNotExists) {
    const known = owner.table.columns.get(name);
    const position = known?.position ?? owner.table.lastPosition + 1;
    setTable(draft, id, {
      columns: owner.table.columns.set(name, unknownColumn(draft.fact("present"), position)),
      constraintsWhole: null,
      indexesWhole: null,
    });
    return;
  }
  const column = columnOf(draft, id, recorded, owner.table.lastPosition + 1);
  setColumn(draft, id, name, column);
  addColumnSequence(draft, id, recorded);
  for (const constraint of recorded.constraints ?? []) addConstraint(draft, id, constraint);
}

export function partPresence(draft: Draft, table: Table, name: string) {
  const column = table.columns.get(name);
  if (column !== undefined) return draft.presence("column", column);
  return table.columnsWhole !== null && draft.isFresh("column", table.columnsWhole) ? "absent" : "unknown";
}

export function dropColumn(draft: Draft, object: RecordedObject, ifExists: boolean, cascade: boolean): void {
  const owner = ownerOf(draft, object);
  if (owner === null) return;
  const { id, table } = owner;
  const { name } = object;
  if (name == null) {
    draft.doubtTable(id);
    return;
  }
  const presence = partPresence(draft, table, name);
  if (presence === "absent") {
    if (!ifExists) {
      draft.contradict(table.name);
      setTable(draft, id, { columnsWhole: null });
    }
    return;
  }
  removeColumn(draft, id, name);
  if (cascade) dependentViewsUnsure(draft, id);
}

/** The columns of a table that have a type that goes. */
export function dropColumnsOf(draft: Draft, id: number, type: number): void {
  const table = draft.table(id);
  if (table === null) return;
  for (const [name, column] of table.columns) {
    if (column.type?.of === type && column.presence !== "absent") removeColumn(draft, id, name);
    else if (column.type === null) {
      const columns = draft.table(id)?.columns ?? table.columns;
      setTable(draft, id, { columns: columns.set(name, { ...column, presence: "unknown" }) });
    }
  }
  if (table.columnsWhole === null) draft.doubtTable(id);
}

/** What is written in a table of a type, or of its values, reads otherwise from now on: defaults, checks, predicates of indexes. */
export function forgetTexts(draft: Draft, id: number, type: number): void {
  const table = draft.table(id);
  if (table === null) return;
  setTable(draft, id, {
    columns: table.columns.map((column) =>
      column.type?.of === type && column.default !== null ? { ...column, default: null } : column,
    ),
    constraints: table.constraints.map((each) => (each.check === null ? each : { ...each, check: null })),
  });
  for (const index of table.indexes) {
    const relation = draft.relations.get(index);
    if (relation?.kind === "index" && relation.where !== null) draft.relations.set(index, { ...relation, where: true });
  }
}

/** Takes a column away, and what is made of it. */
function removeColumn(draft: Draft, id: number, name: string): void {
  const table = draft.table(id);
  if (table === null) return;
  setTable(draft, id, { columns: withoutColumn(draft, table, name) });
  removeConstraints(draft, id, name);
  removeIndexes(draft, id, name);
  dropOwnedSequences(draft, id, name);
}

function withoutColumn(draft: Draft, { columns, columnsWhole }: Table, name: string): Table["columns"] {
  const whole = columnsWhole !== null && draft.isFresh("column", columnsWhole);
  const gone = columns.get(name);
  if (whole) return columns.delete(name);
  return columns.set(name, unknownColumn(draft.fact("absent", null), gone?.position ?? 0));
}

/** A column of which only this is known. */
function unknownColumn({ presence, seen, place }: Fact, position: number): Column {
  return {
    presence,
    seen,
    place,
    position,
    type: null,
    notNull: null,
    hasDefault: null,
    default: null,
    generated: null,
  };
}

/** A column that something is done to, and so is there; null where it can't be known which. */
function touched(draft: Draft, object: RecordedObject, ifExists: boolean) {
  const owner = ownerOf(draft, object, ifExists);
  if (owner === null) return null;
  const { id, table } = owner;
  const { name } = object;
  if (name == null) {
    draft.doubtTable(id);
    return null;
  }
  const known = table.columns.get(name);
  const presence = partPresence(draft, table, name);
  if (presence === "absent") {
    draft.contradict(table.name);
    setTable(draft, id, { columnsWhole: null });
  }
  const column =
    known !== undefined && presence === "present"
      ? known
      : unknownColumn(draft.fact("present", known?.place ?? null), known?.position ?? table.lastPosition + 1);
  return { id, name, column };
}

export function renameColumn(draft: Draft, object: RecordedObject, to: string | null): void {
  const found = touched(draft, object, false);
  if (found === null) return;
  const { id, name, column } = found;
  if (to === null) {
    draft.doubtTable(id);
    return;
  }
  const table = draft.table(id);
  if (table === null) return;
  const renamed = (columns: readonly (string | null)[]) => columns.map((each) => (each === name ? to : each));
  setTable(draft, id, {
    columns: withoutColumn(draft, table, name).set(to, column),
    // A check names the column as it was.
    constraints: table.constraints.map((each) =>
      each.columns.includes(name) || each.columns.includes(null)
        ? { ...each, columns: renamed(each.columns), check: null }
        : each,
    ),
  });
  for (const index of table.indexes) {
    const relation = draft.relations.get(index);
    if (relation?.kind !== "index") continue;
    if (relation.columns.includes(name) || relation.uses?.includes(name) !== false)
      draft.relations.set(index, {
        ...relation,
        columns: renamed(relation.columns),
        uses: relation.uses?.map((each) => (each === name ? to : each)) ?? null,
        where: relation.where !== null && relation.uses?.includes(name) !== false ? true : relation.where,
      });
  }
  for (const user of draft.users.get(id) ?? []) {
    const relation = draft.relations.get(user);
    if (relation?.kind === "sequence" && relation.owner?.table === id && relation.owner.column === name)
      draft.relations.set(user, { ...relation, owner: { table: id, column: to } });
  }
}

export function alterColumn(draft: Draft, object: RecordedObject, change: RecordedChange, ifExists: boolean): void {
  const found = touched(draft, object, ifExists);
  if (found === null) return;
  const { id, name, column } = found;
  const table = draft.table(id);
  if (table === null) return;
  setColumn(draft, id, name, changed(draft, id, name, column, change));
}

function changed(draft: Draft, id: number, name: string, column: Column, change: RecordedChange): Column {
  switch (change.kind) {
    case "type":
      // PostgreSQL casts the default to the new type.
      return { ...column, type: typeOf(draft, id, change.type), default: null };
    case "nullable":
      return { ...column, notNull: change.nullable === null ? null : !change.nullable };
    case "default":
      return {
        ...column,
        hasDefault: change.default !== null && !isNoDefault(change.default, column.type),
        default: typeof change.default === "string" ? change.default : null,
        generated: change.default === null && column.generated === "stored" ? null : column.generated,
      };
    case "identity":
      if (change.change === "add") addOwnedSequence(draft, id, name);
      else dropOwnedSequences(draft, id, name);
      return { ...column, generated: change.change === "add" ? "identity" : null };
    default:
      return column;
  }
}
