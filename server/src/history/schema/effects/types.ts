import type { Draft } from "../draft.ts";
import type { ObjectName, Type } from "../objects.ts";
import type { Deed, RecordedName, RecordedObject } from "../recorded-operation.ts";
import { keyOf, unknownTypes } from "../schema.ts";
import { dropColumnsOf, forgetTexts } from "./columns.ts";
import { dependentViewsUnsure } from "./views.ts";

/** The number of a type that a column has; it is there then. Null for one that is none of the schema's. */
export function useType(draft: Draft, name: ObjectName, by: number): number | null {
  const binding = draft.typeNames.get(keyOf(name));
  const presence = draft.presence("type", binding);
  if (binding === undefined || binding.id === null) {
    // It may come from an extension, or be a table's row type.
    if (presence === "absent") draft.open("type");
    return null;
  }
  if (presence !== "present") {
    if (!draft.isFresh("type", binding.seen)) forgetLabels(draft, binding.id);
    draft.typeNames.set(keyOf(name), draft.bound("present", binding.id, binding.place));
  }
  draft.use(binding.id, by);
  return binding.id;
}

export function createType(
  draft: Draft,
  object: RecordedObject,
  labels: readonly (string | null)[] | null | undefined,
  ifNotExists: boolean,
): void {
  const name = draft.nameFor(object.schema, object.name);
  if (name === null) {
    draft.open("type");
    draft.note(["type"]);
    return;
  }
  const presence = draft.presence("type", draft.typeNames.get(keyOf(name)));
  const kind = labels === undefined ? (object.type === "domain" ? "domain" : "type") : "enum";
  if (presence === "present") {
    if (ifNotExists) return;
    draft.contradict(name);
    draft.open("type");
  }
  if (presence === "unknown" && ifNotExists) {
    const known = draft.typeNames.get(keyOf(name));
    if (known === undefined || known.id === null) draft.addType({ kind, name, labels: null, extension: null });
    else {
      const same = JSON.stringify(draft.types.get(known.id)?.labels) === JSON.stringify(labels);
      if (!same || !draft.isFresh("type", known.seen)) forgetLabels(draft, known.id);
      draft.typeNames.set(keyOf(name), draft.bound("present", known.id));
    }
    return;
  }
  draft.beginType(draft.addType({ kind, name, labels: knownLabels(labels ?? null), extension: null }));
}

function forgetLabels(draft: Draft, id: number): void {
  const type = draft.types.get(id);
  if (type !== undefined) draft.types.set(id, { ...type, labels: null });
}

function knownLabels(labels: readonly (string | null)[] | null): readonly string[] | null {
  const known = labels?.filter((label) => label !== null) ?? null;
  return known === null || known.length < (labels?.length ?? 0) ? null : known;
}

/** A type that something is done to, and so is there; its number. Null where it can't be known which. */
function touchedType(draft: Draft, recorded: RecordedName): { readonly id: number; readonly type: Type } | null {
  const name = draft.typeNamed(recorded);
  if (name === null) {
    draft.doubt(["type"]);
    return null;
  }
  const binding = draft.typeNames.get(keyOf(name));
  const presence = draft.presence("type", binding);
  if (presence === "absent") {
    draft.contradict(name);
    draft.open("type");
  }
  const known = binding === undefined || binding.id === null ? undefined : draft.types.get(binding.id);
  if (presence === "present" && binding !== undefined && binding.id !== null && known !== undefined)
    return { id: binding.id, type: known };
  const type: Type = { kind: known?.kind ?? "type", name, labels: null, extension: null };
  if (binding === undefined || binding.id === null) return { id: draft.addType(type), type };
  draft.types.set(binding.id, type);
  draft.typeNames.set(keyOf(name), draft.bound("present", binding.id, binding.place));
  return { id: binding.id, type };
}

export function addValue(draft: Draft, deed: Extract<Deed, { kind: "add value" }>): void {
  const found = touchedType(draft, deed.type);
  if (found === null) return;
  const { id, type } = found;
  const { value, neighbor, ifNotExists } = deed;
  if (value === null || type.labels === null) {
    draft.types.set(id, { ...type, kind: "enum", labels: null });
    if (value !== null) draft.addUncommitted(id, value);
    return;
  }
  if (type.labels.includes(value)) {
    if (ifNotExists !== true) draft.types.set(id, { ...type, labels: null });
    return;
  }
  draft.types.set(id, { ...type, labels: inserted(type.labels, value, neighbor) });
  draft.addUncommitted(id, value);
}

function inserted(
  labels: readonly string[],
  value: string,
  neighbor: Extract<Deed, { kind: "add value" }>["neighbor"],
): readonly string[] | null {
  if (neighbor === undefined) return [...labels, value];
  const [position, of] = neighbor;
  const at = of === null ? -1 : labels.indexOf(of);
  return at === -1 ? null : labels.toSpliced(position === "before" ? at : at + 1, 0, value);
}

export function renameValue(draft: Draft, { type: of, value, to }: Extract<Deed, { kind: "rename value" }>): void {
  const found = touchedType(draft, of);
  if (found === null) return;
  const { id, type } = found;
  const labels =
    value === null || to === null || type.labels === null || !type.labels.includes(value)
      ? null
      : type.labels.map((label) => (label === value ? to : label));
  draft.types.set(id, { ...type, labels });
  if (value !== null && to !== null) draft.renameUncommitted(id, value, to);
  for (const user of draft.users.get(id) ?? []) forgetTexts(draft, user, id);
}

export function dropType(draft: Draft, object: RecordedObject, ifExists: boolean, cascade: boolean): void {
  const name = draft.find(draft.typeNames, "type", object.schema, object.name);
  if (name === null) {
    draft.doubt(["type"]);
    return;
  }
  const binding = draft.typeNames.get(keyOf(name));
  const presence = draft.presence("type", binding);
  if (presence === "absent" && !ifExists) {
    draft.contradict(name);
    draft.open("type");
  }
  draft.typeNames.set(keyOf(name), draft.bound("absent", null, null));
  if (cascade) dropTypeUsers(draft, binding?.id ?? null);
}

/** What goes with a type: the columns that have it. */
export function dropTypeUsers(draft: Draft, type: number | null): void {
  draft.doubt(["function"]);
  const users = [...(draft.users.get(type ?? unknownTypes) ?? []), ...(draft.users.get(unknownTypes) ?? [])];
  for (const user of new Set(users)) {
    if (type !== null) dropColumnsOf(draft, user, type);
    dependentViewsUnsure(draft, user);
  }
}

/** Gives a type another name or schema. */
export function moveType(draft: Draft, object: RecordedObject, to: Partial<ObjectName> | null): void {
  const { schema, name } = object;
  const found = touchedType(draft, schema === undefined ? (name ?? null) : [schema, name ?? null]);
  if (found === null) return;
  const { id, type } = found;
  const place = draft.typeNames.get(keyOf(type.name))?.place ?? null;
  draft.typeNames.set(keyOf(type.name), draft.bound("absent", null, null));
  if (to === null) {
    draft.open("type");
    return;
  }
  const now = { ...type.name, ...to };
  draft.types.set(id, { ...type, name: now });
  for (const user of draft.users.get(id) ?? []) forgetTexts(draft, user, id);
  draft.typeNames.set(keyOf(now), draft.bound("present", id, place));
}
