import type { Draft } from "../draft.ts";
import type { ObjectName } from "../objects.ts";
import type { RecordedName, RecordedObject } from "../recorded-operation.ts";

export function createView(
  draft: Draft,
  object: RecordedObject,
  uses: readonly RecordedName[] | undefined,
  kept: { readonly ifNotExists: boolean; readonly orReplace: boolean },
): void {
  const kind = object.type === "materialized view" ? "materialized view" : "view";
  const name = draft.nameFor(object.schema, object.name);
  if (name === null) {
    draft.open(kind);
    draft.note([kind]);
    return;
  }
  const presence = draft.relationPresence(kind, name);
  if (presence === "present") {
    if (kept.ifNotExists || kept.orReplace) return;
    draft.contradict(name);
    draft.open(kind);
  }
  if (presence === "unknown" && kept.ifNotExists) {
    draft.bindUnknown(name);
    return;
  }
  const id = draft.addRelation({ kind, name });
  for (const used of uses ?? []) {
    const of = draft.relationNamed(used);
    const relation = of === null ? null : (draft.binding(of)?.id ?? null);
    if (relation !== null) draft.use(relation, id);
  }
}

/** The views that are made of a relation may be gone. */
export function dependentViewsUnsure(draft: Draft, id: number): void {
  for (const user of draft.users.get(id) ?? []) {
    const view = draft.relations.get(user);
    if (view?.kind !== "view" && view?.kind !== "materialized view") continue;
    draft.unsure(view.name, user);
    dependentViewsUnsure(draft, user);
  }
}

/** The views that are made of a relation, and those that are made of them, go with it. */
export function dropDependentViews(draft: Draft, id: number): void {
  for (const user of draft.users.get(id) ?? []) {
    const view = draft.relations.get(user);
    if (view?.kind !== "view" && view?.kind !== "materialized view") continue;
    if (!isBound(draft, view.name, user)) continue;
    draft.removeName(view.name);
    dropDependentViews(draft, user);
  }
}

function isBound(draft: Draft, name: ObjectName, id: number): boolean {
  return draft.binding(name)?.id === id;
}
