import { choice } from "./conditions.ts";
import { knownText } from "./text.ts";
import { type ArgumentValue, unknown, type Value } from "./value.ts";

const mutators = new Set(
  "append extend insert remove pop clear sort reverse add discard update setdefault popitem difference_update intersection_update symmetric_difference_update".split(
    " ",
  ),
);

/** True for a method of lists, sets and dictionaries that changes the object it is called on. */
export function mutates(object: Value, method: string): boolean {
  return (object.kind === "sequence" || object.kind === "mapping" || isOneOfTwoLists(object)) && mutators.has(method);
}

/** Choices among choices stay as they are, or they would double with each condition. */
function isOneOfTwoLists(object: Value): object is Extract<Value, { kind: "choice" }> {
  return object.kind === "choice" && object.body.kind === "sequence" && object.otherwise.kind === "sequence";
}

/** What `object` is after a mutating method was called on it; unknown for what is not followed. */
export function mutated(object: Value, method: string, values: readonly ArgumentValue[]): Value {
  if (isOneOfTwoLists(object)) {
    const { test, body, otherwise } = object;
    return choice(test, mutated(body, method, values), mutated(otherwise, method, values));
  }
  const [given] = values;
  if (object.kind !== "sequence" || given === undefined || values.length > 1 || given.splat) return unknown;
  if (method === "append") return { kind: "sequence", items: [...object.items, given.value] };
  if (method === "extend" && given.value.kind === "sequence")
    return { kind: "sequence", items: [...object.items, ...given.value.items] };
  return unknown;
}

/** What `object` is after `object[index] = value`. */
export function withItem(object: Value, index: Value, value: Value): Value {
  const key = index.kind === "text" ? knownText(index.text) : null;
  if (object.kind !== "mapping" || key === null) return unknown;
  const known = object.entries.every((entry) => entry.key.kind === "text" && knownText(entry.key.text) !== null);
  if (!known) return unknown;
  const at = object.entries.findIndex((entry) => entry.key.kind === "text" && knownText(entry.key.text) === key);
  const entries = [...object.entries];
  if (at === -1) entries.push({ key: index, value });
  else entries[at] = { key: index, value };
  return { kind: "mapping", entries };
}
