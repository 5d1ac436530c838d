/** A place as people and ruff's JSON name it: both counted from 1, the column in characters (Unicode code points). */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Finds places and lines in one text. Lines end as in Python: with LF, CR or both. */
export class Places {
  readonly #text: string;
  readonly #lineStarts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#lineStarts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ 0: end, index }) => index + end.length)];
  }

  /** The place of a UTF-16 offset. */
  at(offset: number): Place {
    const line = this.#lineOf(offset);
    const before = this.#text.slice(this.#lineStarts[line], offset);
    return { row: line + 1, column: Array.from(before).length + 1 };
  }

  /** The text of a row without its line break; empty for a row that is not there. */
  line(row: number): string {
    const start = this.#lineStarts[row - 1] ?? this.#text.length;
    return this.#text.slice(start, this.#lineStarts[row]).replace(/[\r\n]+$/, "");
  }

  /** The last line, counted from 0, that begins at or before the offset. */
  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? Number.POSITIVE_INFINITY) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
