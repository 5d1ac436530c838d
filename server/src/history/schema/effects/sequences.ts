import type { Draft } from "../draft.ts";
import { chooseRelationName } from "./chosen-names.ts";

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
