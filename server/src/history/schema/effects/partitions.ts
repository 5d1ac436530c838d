import type { Draft } from "../draft.ts";
import type { RecordedName, RecordedObject } from "../recorded-operation.ts";
import { setTable, touchedTable } from "./owner.ts";

/** A table becomes a partition: indexes and keys of the other one are matched with its own, or made. */
export function attach(draft: Draft, { schema, name }: RecordedObject, partition: RecordedName): void {
  const parent = draft.findRelation("table", schema, name);
  const child = draft.relationNamed(partition);
  if (parent === null || child === null) {
    draft.doubt(["table", "index", "constraint"]);
    return;
  }
  const [owner, part] = [touchedTable(draft, parent), touchedTable(draft, child)];
  if (owner === null || part === null) return;
  draft.use(owner.id, part.id);
  draft.open("index");
  setTable(draft, part.id, { partitionOf: owner.id, constraintsWhole: null, indexesWhole: null });
}

export function detach(draft: Draft, partition: RecordedName): void {
  const child = draft.relationNamed(partition);
  const part = child === null ? null : touchedTable(draft, child);
  if (part !== null) setTable(draft, part.id, { partitionOf: null });
}
