import type { Span } from "../python/syntax.ts";

const assignment = /^(?:down_revision|depends_on)[ \t]*(?::[^=\r\n]*)?=(?!=)/gm;

/**
 * The inside of the string at `offset` that names a revision in `down_revision` or `depends_on`; null where there is none. Found in the text,
 * not in the syntax: while it is typed, it need not be closed.
 */
export function revisionStringAt(source: string, offset: number): Span | null {
  let from: number | null = null;
  for (const { 0: head, index } of source.matchAll(assignment)) {
    if (index + head.length > offset) break;
    from = index + head.length;
  }
  if (from === null) return null;
  const start = openedString(source, from, offset);
  if (start === null) return null;
  const [rest = ""] = /^[^\s"'(),[\]#]*/.exec(source.slice(offset)) ?? [];
  return { start, end: offset + rest.length };
}

/** Where the inside of the string begins that is open at `offset`, in a value that begins at `from`. */
function openedString(source: string, from: number, offset: number): number | null {
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let position = from; position < offset; position++) {
    const character = source[position] ?? "";
    if (quote !== "") {
      if (character === "\\") position++;
      else if (character === quote || character === "\n") quote = "";
      if (character === "\n" && depth === 0) return null;
    } else if (character === '"' || character === "'") {
      quote = character;
      start = position + 1;
    } else if (character === "#") {
      const end = source.indexOf("\n", position);
      if (end === -1 || end >= offset) return null;
      position = end - 1;
    } else if (character === "\\") position++;
    else if ("([".includes(character)) depth++;
    else if (")]".includes(character)) depth--;
    else if (character === "\n" && depth <= 0) return null;
  }
  return quote === "" ? null : start;
}
