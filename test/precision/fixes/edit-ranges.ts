import type { Place, ReportedEdit } from "./reported-findings.ts";

/** A stretch of a text in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the edits lie in a text, sorted. Reads places as the command line's documentation has them, on purpose without the product's own code.
 * @throws Error for a place that is not in the text.
 */
export function rangesOf(text: string, edits: readonly ReportedEdit[]): readonly Range[] {
  return edits
    .map(({ start, end }) => ({ start: offsetOf(text, start), end: offsetOf(text, end) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Applies the edits of one fix. @throws Error where two of them overlap. */
export function applyByHand(text: string, edits: readonly ReportedEdit[]): string {
  // Insertions at one place keep the order in which they are reported.
  const placed = edits
    .map((edit) => ({ content: edit.content, start: offsetOf(text, edit.start), end: offsetOf(text, edit.end) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let at = 0;
  for (const { content, start, end } of placed) {
    if (start < at || end < start) throw new Error("the edits of a fix overlap");
    result += text.slice(at, start) + content;
    at = end;
  }
  return result + text.slice(at);
}

/**
 * Whether `after` has all that lies outside the ranges of `before`, in its order, from the beginning to the end.
 * @returns the first piece that is not there; null when all are.
 */
export function lostOutside(before: string, ranges: readonly Range[], after: string): string | null {
  if (ranges.length === 0) return before === after ? null : before;
  const kept: string[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) kept.push(before.slice(at, start));
    else if (kept.length === 0) kept.push("");
    at = Math.max(at, end);
  }
  const last = before.slice(at);
  const [first = ""] = kept;
  if (!after.startsWith(first)) return first;
  let from = first.length;
  for (const piece of kept.slice(1)) {
    const found = after.indexOf(piece, from);
    if (found < 0) return piece;
    from = found + piece.length;
  }
  return after.length - last.length >= from && after.endsWith(last) ? null : last;
}

function offsetOf(text: string, { row, column }: Place): number {
  const breaks = /\r\n|\r|\n/g;
  let start = 0;
  for (let line = 1; line < row; line++) {
    if (breaks.exec(text) === null) throw new Error(`row ${row} is not in the text`);
    start = breaks.lastIndex;
  }
  const characters = Array.from(text.slice(start, start + 2 * column)).slice(0, column - 1);
  if (characters.length < column - 1) throw new Error(`column ${column} of row ${row} is not in the text`);
  return start + characters.join("").length;
}
