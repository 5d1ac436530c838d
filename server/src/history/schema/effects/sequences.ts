import type { Draft } from "../draft.ts";
import type { RecordedName, RecordedObject } from "../recorded-operation.ts";
import { chooseRelationName } from "./chosen-names.ts";
import { touchedTable } from "./owner.ts";

type OwnedBy = readonly [table: RecordedName, column: string];

export function createSequence(
  draft: Draft,
  { schema, name: own }: RecordedObject,
  ownedBy: OwnedBy | undefined,
  ifNotExists: boolean,
): void {
  const name = draft.nameFor(schema, own);
  if (name === null) {
    draft.open("sequence");
    return;
  }
  const presence = draft.relationPresence("sequence", name);
  if (presence === "present") {
    if (ifNotExists) return;
    draft.contradict(name);
    draft.open("sequence");
  }
  if (presence === "unknown" && ifNotExists) {
    draft.bindUnknown(name);
    return;
  }
  const id = draft.addRelation({ kind: "sequence", name, owner: null });
  draft.relations.set(id, { kind: "sequence", name, owner: ownerOf(draft, id, ownedBy ?? null) });
}

/** The column that a sequence goes with. */
function ownerOf(draft: Draft, sequence: number, ownedBy: OwnedBy | null) {
  const table = ownedBy === null ? null : draft.relationNamed(ownedBy[0]);
  const owner = table === null ? null : touchedTable(draft, table);
  if (owner === null || ownedBy === null) return null;
  draft.use(owner.id, sequence);
  return { table: owner.id, column: ownedBy[1] };
}

/** `ALTER SEQUENCE … OWNED BY`. */
export function setOwner(draft: Draft, { schema, name: own }: RecordedObject, ownedBy: OwnedBy | null): void {
  const name = draft.findRelation("sequence", schema, own);
  const id = name === null ? null : (draft.binding(name)?.id ?? null);
  const sequence = id === null ? undefined : draft.relations.get(id);
  if (id === null || sequence?.kind !== "sequence") return;
  draft.relations.set(id, { ...sequence, owner: ownerOf(draft, id, ownedBy) });
}

/** The sequence of a serial or identity column. */
export function addOwnedSequence(draft: Draft, table: number, column: string): void {
  const owner = draft.table(table);
  if (owner === null) return;
  const name = chooseRelationName(draft, owner.name, column, "seq");
  if (name === null) {
    draft.open("sequence");
    return;
  }
  const id = draft.addRelation({ kind: "sequence", name, owner: { table, column } });
  draft.use(table, id);
}

/** What goes with a column. */
export function dropOwnedSequences(draft: Draft, table: number, column: string | null): void {
  for (const id of draft.users.get(table) ?? []) {
    const relation = draft.relations.get(id);
    if (relation?.kind !== "sequence" || relation.owner?.table !== table) continue;
    if (column === null || relation.owner.column === column) draft.unbind(relation.name, id);
  }
}
