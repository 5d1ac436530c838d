import type { TextEdit } from "../../migration/edit/text-edit.ts";
import type { HeaderDocstring } from "../../migration/header-docstring.ts";
import type { HeaderName } from "../../migration/revision-header.ts";

/** Puts another id where a header names one; null where that is no plain string literal. */
export function withOtherName(source: string, name: HeaderName, id: string): TextEdit | null {
  const quote = source.charAt(name.start);
  const isPlain =
    quote !== "" && `"'`.includes(quote) && source.slice(name.start, name.end) === quote + name.text + quote;
  return isPlain && isPlainId(id) ? { start: name.start + 1, end: name.end - 1, text: id } : null;
}

/** Writes ids behind `Revision ID:` or `Revises:` in a docstring. */
export function withDocstringIds(
  source: string,
  { start, end }: NonNullable<HeaderDocstring["revises"]>,
  ids: readonly string[],
): TextEdit | null {
  if (!ids.every(isPlainId)) return null;
  const text = ids.join(", ");
  return { start, end, text: text !== "" && source.charAt(start - 1) === ":" ? ` ${text}` : text };
}

/** Whether an id can stand in any string literal as it is. */
export function isPlainId(id: string): boolean {
  return /^[^"'\\\p{Cc}]+$/u.test(id);
}
