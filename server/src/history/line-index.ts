import type { Position } from "./place.ts";

/** Where the lines of a text begin, as the Language Server Protocol counts them: after LF, CRLF and CR. */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    if (text.includes("\r")) {
      for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
    } else {
      for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    }
    this.#starts = starts;
  }

  /** The position of a UTF-16 offset. */
  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
  }
}

const known = new WeakMap<{ readonly source: string }, LineIndex>();

/** Where the lines of a script begin. */
export function linesOf(script: { readonly source: string }): LineIndex {
  let lines = known.get(script);
  if (lines === undefined) {
    lines = new LineIndex(script.source);
    known.set(script, lines);
  }
  return lines;
}
