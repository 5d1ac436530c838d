import type { Module, Span } from "../python/syntax.ts";

/** A line of the docstring that names revisions: `Revision ID: 1975ea83b712`. */
export interface DocstringLine extends Span {
  /** The ids, separated by commas in the source; empty for none. */
  readonly ids: readonly string[];
}

/** The docstring that Alembic writes at the top of a script. */
export interface HeaderDocstring extends Span {
  /** Its first paragraph, which is what Alembic shows (`Script.doc`), in one line; empty where it begins with `Revision ID:`. */
  readonly message: string;
  /** What stands behind `Revision ID:`; null where there is no such line. */
  readonly revisionId: DocstringLine | null;
  /** What stands behind `Revises:`; null where there is no such line. */
  readonly revises: DocstringLine | null;
}

/** The docstring of a migration script as Alembic's template writes it; null when the module has none. */
export function headerDocstring({ source, body: [first] }: Module): HeaderDocstring | null {
  if (first?.kind !== "expression" || first.value.kind !== "string") return null;
  const { start, end } = first.value;
  const literal = source.slice(start, end);
  const [, opening = ""] = /^\w{0,2}("""|'''|"|')/.exec(literal) ?? [];
  const content = start + literal.indexOf(opening) + opening.length;
  const inside = source.slice(content, Math.max(content, end - opening.length));
  const revisionId = lineBehind(revisionIdLine, inside, content);
  const revises = lineBehind(revisesLine, inside, content);
  const [text = ""] = inside.split(/^[ \t]*(?:Revision ID|Revises|Create Date):/m, 1);
  const [message = ""] = text.trim().split(/\r?\n[ \t]*\r?\n/, 1);
  return { start, end, message: message.replace(/\s+/g, " "), revisionId, revises };
}

const revisionIdLine = /^([ \t]*Revision ID:[ \t]*)([^\r\n]*?)[ \t]*$/m;
const revisesLine = /^([ \t]*Revises:[ \t]*)([^\r\n]*?)[ \t]*$/m;

function lineBehind(line: RegExp, text: string, offset: number): DocstringLine | null {
  const match = line.exec(text);
  if (match === null) return null;
  const [, head = "", value = ""] = match;
  const start = offset + match.index + head.length;
  const ids = value.split(",").map((id) => id.trim());
  return { ids: ids.filter((id) => id !== ""), start, end: start + value.length };
}
