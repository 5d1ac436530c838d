import type { Value } from "../../python/value.ts";
import type { Arguments } from "../directives/arguments.ts";
import { textOf } from "../directives/operands.ts";
import type { FoundName, Named } from "./name-place.ts";
import { dottedParts, type WrittenText, writtenText } from "./written-name.ts";

/** The names that a call of the enum helper is given: the type, the new values and their neighbour. */
export function helperNames(given: Arguments): readonly FoundName[] {
  const found: FoundName[] = [];
  const note = (value: Value | undefined, what: Named, isNew = false) => {
    const written = value === undefined ? null : writtenText(value);
    if (written !== null) found.push(nameOf(written, what, isNew));
  };
  const ofSchema = given.some("schema");
  const schema = ofSchema === null ? null : textOf(ofSchema.value);
  if (ofSchema !== null && schema === null) return [];
  note(given.get("schema")?.value, { kind: "schema" });
  const type = given.get("enum_name")?.value;
  const text = type === undefined ? null : textOf(type);
  if (type === undefined || text === null) return found;
  // "auth.mood", as the guideline's helper takes it.
  const isDotted = schema === null && /^\w+\.\w+$/.test(text);
  const dot = isDotted ? text.indexOf(".") : -1;
  const [own, name] = isDotted ? [text.slice(0, dot), text.slice(dot + 1)] : [schema, text];
  const written = writtenText(type);
  if (isDotted && written !== null) {
    const [first, second] = dottedParts(written);
    if (first !== undefined) found.push(nameOf(first, { kind: "schema" }));
    if (second !== undefined) found.push(nameOf(second, { kind: "type", schema: own }));
  } else note(type, { kind: "type", schema });
  const value = { kind: "enum value", of: { type: { schema: own, name } } } as const;
  const several = given.get("values")?.value;
  for (const each of several?.kind === "sequence" ? several.items : []) note(each, value, true);
  note(given.get("value")?.value, value, true);
  for (const neighbour of ["before", "after"]) note(given.get(neighbour)?.value, value);
  return found;
}

function nameOf({ text, start, end }: WrittenText, what: Named, isNew = false): FoundName {
  return { name: text, start, end, what, writing: "string", isNew, isSure: true };
}
