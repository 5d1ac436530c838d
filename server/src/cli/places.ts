import { TextDocument } from "vscode-languageserver-textdocument";

/** A place as people and ruff's JSON name it: both counted from 1, the column in characters (Unicode code points). */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Finds places and lines in one text. */
export class Places {
  readonly #document: TextDocument;

  constructor(text: string) {
    this.#document = TextDocument.create("", "python", 0, text);
  }

  /** The place of a UTF-16 offset. */
  at(offset: number): Place {
    const { line, character } = this.#document.positionAt(offset);
    const before = this.#document.getText({ start: { line, character: 0 }, end: { line, character } });
    return { row: line + 1, column: Array.from(before).length + 1 };
  }

  /** The text of a row without its line break; empty for a row that is not there. */
  line(row: number): string {
    const text = this.#document.getText({
      start: { line: row - 1, character: 0 },
      end: { line: row, character: 0 },
    });
    return text.replace(/[\r\n]+$/, "");
  }
}
