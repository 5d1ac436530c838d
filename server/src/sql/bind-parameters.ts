/** A stretch of a text that goes to `sqlalchemy.text`. */
export type BoundPart =
  | { readonly kind: "text"; readonly value: string; readonly start: number; readonly end: number }
  /** `:name`, which SQLAlchemy replaces by a value. */
  | { readonly kind: "parameter"; readonly name: string; readonly start: number; readonly end: number };

/**
 * Splits a text as `sqlalchemy.text` does: `:name` is a bind parameter wherever it stands, literals included, unless a colon, a
 * backslash, `$` or a word character comes before or a colon after it; `\:` is a colon (SQLAlchemy 1.4 and 2.0: `BIND_PARAMS` and
 * `BIND_PARAMS_ESC` of its compiler, measured with 1.4.46).
 * Offsets are UTF-16 units of `text`.
 */
export function splitBindParameters(text: string): readonly BoundPart[] {
  if (!text.includes(":")) return [{ kind: "text", value: text, start: 0, end: text.length }];
  const parts: BoundPart[] = [];
  let from = 0;
  const flush = (to: number) => {
    if (to > from) parts.push({ kind: "text", value: text.slice(from, to), start: from, end: to });
  };
  for (let index = text.indexOf(":"); index !== -1; index = text.indexOf(":", index + 1)) {
    const before = text[index - 1] ?? "";
    if (before === "\\") {
      flush(index - 1);
      parts.push({ kind: "text", value: ":", start: index - 1, end: index + 1 });
      from = index + 1;
      continue;
    }
    if (before === ":" || isWord(before)) continue;
    let end = index + 1;
    while (end < text.length && isWord(text[end] ?? "")) end++;
    if (end === index + 1 || text[end] === ":") continue;
    flush(index);
    parts.push({ kind: "parameter", name: text.slice(index + 1, end), start: index, end });
    from = end;
  }
  flush(text.length);
  return parts;
}

function isWord(character: string): boolean {
  return character !== "" && /[\w$\u0080-\uffff]/.test(character);
}
