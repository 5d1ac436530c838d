import type { Span } from "../../python/syntax.ts";
import { knownText } from "../../python/text.ts";
import type { Value } from "../../python/value.ts";
import { nameWithin } from "../directives/operands.ts";

/** A text that stands in the source as it is. */
export interface WrittenText extends Span {
  readonly text: string;
}

/** The one string of the source that gives a value, without its quotes; null where it is put together, escaped, or not known. */
export function writtenText(value: Value): WrittenText | null {
  const named = nameWithin(value);
  if (named.kind !== "text") return null;
  const [first, ...others] = named.text;
  const text = knownText(named.text);
  if (first === undefined || text === null || !first.verbatim) return null;
  let { end } = first;
  for (const piece of others) {
    if (!piece.verbatim || piece.start !== end) return null;
    ({ end } = piece);
  }
  return { text, start: first.start, end };
}

/** The parts of a dotted text: `users.id`. */
export function dottedParts({ text, start }: WrittenText): readonly WrittenText[] {
  let at = start;
  return text.split(".").map((part) => {
    const own = { text: part, start: at, end: at + part.length };
    at = own.end + 1;
    return own;
  });
}
