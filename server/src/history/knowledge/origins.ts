import type { Place } from "../place.ts";
import type { Upgrade } from "../revision-history.ts";
import type { ObjectName } from "../schema/objects.ts";
import type { RecordedName, RecordedObject, RecordedOperation } from "../schema/recorded-operation.ts";

/** Where something was done, and to which values of an enum type. */
export interface ValueOrigin {
  readonly values: readonly string[];
  /** Null where that is not known. */
  readonly place: Place | null;
}

/** Where each value of an enum type comes from, values of one place together, in the order of the values. */
export function valueOrigins(
  type: ObjectName,
  values: readonly string[],
  upgrades: readonly Upgrade[],
): readonly ValueOrigin[] {
  const groups: { values: string[]; place: Place | null }[] = [];
  for (const value of values) {
    const place = broughtBy(type, value, upgrades);
    const group = groups.find((each) => sameAs(each.place, place));
    if (group === undefined) groups.push({ values: [value], place });
    else group.values.push(value);
  }
  return groups;
}

/** Adding a value again does nothing, or fails: it comes from the first that adds it to the type as it is. */
function broughtBy(type: ObjectName, value: string, upgrades: readonly Upgrade[]): Place | null {
  let found: Place | null = null;
  for (const { path, operations } of upgrades) {
    for (const operation of operations) {
      if (ends(operation, type, value)) found = null;
      else if (found === null && brings(operation, type, value)) found = placeOf(operation, path);
    }
  }
  return found;
}

function ends(operation: RecordedOperation, type: ObjectName, value: string): boolean {
  if (operation.kind === "drop") return isOf(operation.object, "type", type);
  return operation.kind === "rename value" && isNamed(operation.type, type) && operation.value === value;
}

function brings(operation: RecordedOperation, type: ObjectName, value: string): boolean {
  switch (operation.kind) {
    case "create":
      return isOf(operation.object, "type", type) && operation.labels?.includes(value) === true;
    case "add value":
      return isNamed(operation.type, type) && operation.value === value;
    case "rename value":
      return isNamed(operation.type, type) && operation.to === value;
    default:
      return false;
  }
}

/** Where something that is gone was last dropped, or renamed; null where that is not known. */
export function endOf(
  type: "type" | "table" | "index" | "schema" | "column" | "constraint" | "view",
  name: ObjectName,
  table: string | null,
  upgrades: readonly Upgrade[],
): { readonly how: "dropped" | "renamed"; readonly place: Place } | null {
  const isIt = (object: RecordedObject) =>
    table === null
      ? isOf(object, type, name)
      : object.type === type && object.name === name.name && object.table === table && schemaOf(object) === name.schema;
  const ends = (operation: RecordedOperation) =>
    (operation.kind === "drop" || operation.kind === "rename") && isIt(operation.object);
  const place = latest(upgrades, ends);
  const isRename = latest(upgrades, (operation) => operation.kind === "rename" && isIt(operation.object));
  return place === null ? null : { how: sameAs(place, isRename) ? "renamed" : "dropped", place };
}

function latest(upgrades: readonly Upgrade[], test: (operation: RecordedOperation) => boolean): Place | null {
  for (const { path, operations } of upgrades.toReversed()) {
    const found = operations.findLast(test);
    if (found !== undefined) return placeOf(found, path);
  }
  return null;
}

function placeOf({ at: [line, character, endLine, endCharacter] }: RecordedOperation, path: string): Place {
  return { path, start: { line, character }, end: { line: endLine, character: endCharacter } };
}

function isOf(object: RecordedObject, type: string, name: ObjectName): boolean {
  if (object.type !== type || object.name !== name.name) return false;
  return type === "schema" || schemaOf(object) === name.schema;
}

function schemaOf({ schema = "public" }: RecordedObject): string | null {
  return schema;
}

function isNamed(recorded: RecordedName, { schema, name }: ObjectName): boolean {
  if (recorded === null) return false;
  const [ownSchema, own] = typeof recorded === "string" ? ["public", recorded] : recorded;
  return ownSchema === schema && own === name;
}

function sameAs(a: Place | null, b: Place | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
