import { shortenedName } from "../../../migration/shortened-name.ts";
import { distinctWords, joinedColumns, truncated } from "../default-names.ts";
import type { Draft } from "../draft.ts";
import type { Index, ObjectName, Table } from "../objects.ts";
import type { RecordedIndex, RecordedObject } from "../recorded-operation.ts";
import { chooseRelationName } from "./chosen-names.ts";
import { ownerOf, setTable } from "./owner.ts";

export function createIndex(draft: Draft, object: RecordedObject, recorded: RecordedIndex, ifNotExists: boolean): void {
  const owner = object.table === undefined ? null : ownerOf(draft, object);
  if (owner === null) {
    const name = draft.nameFor(object.schema, object.name);
    if (name === null) draft.open("index");
    else draft.bindUnknown(name);
    return;
  }
  const { id, table } = owner;
  const name = indexName(draft, table, object, recorded);
  if (name === null) {
    draft.open("index");
    setTable(draft, id, { indexesWhole: null });
    return;
  }
  const presence = draft.relationPresence("index", name);
  if (presence === "present") {
    if (ifNotExists) return;
    draft.contradict(name);
    draft.open("index");
  }
  if (presence === "unknown" && ifNotExists) {
    draft.bindUnknown(name);
    setTable(draft, id, { indexesWhole: null });
    return;
  }
  const index: Index = {
    kind: "index",
    name,
    table: id,
    unique: recorded.unique === true,
    columns: recorded.columns,
    uses: recorded.uses === undefined ? [] : recorded.uses,
    method: recorded.method ?? "btree",
    where: recorded.where ?? null,
    ofConstraint: false,
  };
  setTable(draft, id, { indexes: table.indexes.add(draft.addRelation(index)) });
}

/** An index is in its table's schema. Null where its name can't be known. */
function indexName(draft: Draft, table: Table, object: RecordedObject, recorded: RecordedIndex): ObjectName | null {
  const { schema } = table.name;
  if (object.name === null) return null;
  if (object.name !== undefined) return { schema, name: truncated(object.name) };
  const { directive, namingConvention } = draft.setting;
  if (directive) {
    const [first] = recorded.columns;
    if (namingConvention !== false || first == null) return null;
    const prefix = object.schema == null ? "" : `${object.schema}_`;
    return { schema, name: shortenedName(`ix_${prefix}${table.name.name}_${first}`) };
  }
  const words = recorded.words ?? recorded.columns;
  const known = words.filter((word) => word !== null);
  if (known.length < words.length) return null;
  return chooseRelationName(draft, table.name, joinedColumns(distinctWords(known)), "idx");
}
