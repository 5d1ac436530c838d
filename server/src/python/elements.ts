import { knownText } from "./text.ts";
import type { Value } from "./value.ts";

/** Values of a literal longer than this are not followed one by one. */
export const longestSequence = 2000;

/** What iterating over a value gives, in order; null when that can't be known. */
export function itemsOf(value: Value): readonly Value[] | null {
  if (value.kind === "sequence") return value.items.length > longestSequence ? null : value.items;
  if (value.kind === "mapping") return value.entries.map((entry) => entry.key);
  return null;
}

/** The value under a text key; null when there is none. */
export function entryOf(mapping: Extract<Value, { kind: "mapping" }>, key: string): Value | null {
  return (
    mapping.entries.findLast((entry) => entry.key.kind === "text" && knownText(entry.key.text) === key)?.value ?? null
  );
}
