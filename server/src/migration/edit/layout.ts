import type { Span } from "../../python/syntax.ts";

/** The line end that the source uses. */
export function lineEndOf(source: string): "\n" | "\r\n" {
  return source.includes("\r\n") ? "\r\n" : "\n";
}

/** Where the line of `offset` begins. */
export function lineStart(source: string, offset: number): number {
  return source.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the line of `offset` ends, before its line end. */
export function lineStop(source: string, offset: number): number {
  const end = source.indexOf("\n", offset);
  if (end === -1) return source.length;
  return source[end - 1] === "\r" && end - 1 >= offset ? end - 1 : end;
}

/** Where the line after that of `offset` begins; the source's length on the last one. */
export function nextLine(source: string, offset: number): number {
  const end = source.indexOf("\n", offset);
  return end === -1 ? source.length : end + 1;
}

/** The blanks at the beginning of the line of `offset`. */
export function indentationAt(source: string, offset: number): string {
  const start = lineStart(source, offset);
  let end = start;
  if (source[end] === "\ufeff") end++;
  while (source[end] === " " || source[end] === "\t") end++;
  return source.slice(start, end).replace("\ufeff", "");
}

/** True when nothing but blanks stands before `offset` on its line. */
export function beginsLine(source: string, offset: number): boolean {
  return source.slice(lineStart(source, offset), offset).replace("\ufeff", "").trim() === "";
}

/** True when nothing but blanks or a comment stands after `offset` on its line. */
export function endsLine(source: string, offset: number): boolean {
  const rest = source.slice(offset, lineStop(source, offset)).trim();
  return rest === "" || rest.startsWith("#");
}

/** One step of indentation, as the file's first function or class has it (lists in a docstring have their own); four spaces where there is none. */
export function indentationStep(source: string): string {
  const head = /^(?:(?:async[ \t]+)?def\b|class\b|\)).*:[ \t]*(?:#.*)?\r?\n(?:[ \t]*\r?\n)*([ \t]+)\S/m;
  const first = head.exec(source)?.[1] ?? "    ";
  return first.startsWith("\t") ? "\t" : first;
}

/** The range of whole lines that a statement alone occupies, its line end included; null when it shares a line. */
export function wholeLines(source: string, span: Span): Span | null {
  if (!beginsLine(source, span.start) || !endsLine(source, span.end)) return null;
  return { start: lineStart(source, span.start), end: nextLine(source, span.end) };
}

/** A text as a Python string literal in single quotes, the guideline's manner. */
export function pythonString(text: string): string {
  let result = "'";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === "\\" || character === "'") result += `\\${character}`;
    else if (character === "\n") result += "\\n";
    else if (character === "\r") result += "\\r";
    else if (character === "\t") result += "\\t";
    else if (code < 0x20 || code === 0x7f) result += `\\x${code.toString(16).padStart(2, "0")}`;
    else result += character;
  }
  return `${result}'`;
}
