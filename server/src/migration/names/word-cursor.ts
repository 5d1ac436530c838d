import { unknownIn } from "../../sql/sql-text.ts";
import type { SqlWord } from "../sql-words.ts";
import type { PlainName } from "./name-place.ts";

/** A part of a name, and the word that it is. */
export interface NamePart {
  readonly name: string;
  readonly word: SqlWord;
}

/** A name of SQL, as it is written. */
export interface WrittenName {
  /** What comes before the last dot: a schema, or of a column its table. */
  readonly schema: NamePart | null;
  readonly own: NamePart;
  /** What comes before that: the schema of a column's table. */
  readonly outer: NamePart | null;
}

/** Keywords that begin something else where a name may stand. */
const noNames = new Set(
  `ADD ALL AND AS BY CASE CHECK CONSTRAINT CROSS DEFAULT DELETE DISTINCT DO DROP ELSE END EXCEPT EXISTS FOR FOREIGN FROM FULL GROUP HAVING IF IN INNER INSERT INTERSECT
  INTO IS JOIN LATERAL LEFT LIMIT NATURAL NOT NULL OFFSET ON ONLY OR ORDER OUTER PRIMARY REFERENCES RETURNING RIGHT SELECT SET TABLE THEN TO UNION
  UNIQUE UPDATE USING VALUES WHEN WHERE WINDOW WITH TRUE FALSE CAST ARRAY ANY SOME ASC DESC BETWEEN LIKE ILIKE COLLATE CONCURRENTLY CASCADE RESTRICT`.split(
    /\s+/,
  ),
);

/** Goes through the words of a statement. */
export class WordCursor {
  readonly words: readonly SqlWord[];
  at = 0;

  constructor(words: readonly SqlWord[]) {
    this.words = words;
  }

  get isAtEnd(): boolean {
    return this.at >= this.words.length;
  }

  /** The text of a word from here on, keywords in capitals; empty where there is none. */
  text(ahead = 0): string {
    const word = this.words[this.at + ahead];
    if (word === undefined) return "";
    return word.kind === "keyword" ? word.text.toUpperCase() : word.text;
  }

  /** Whether these words come next: keywords, in capitals, and signs. */
  is(...texts: readonly string[]): boolean {
    return texts.every((text, index) => this.text(index) === text);
  }

  /** Goes past these words where they come next. */
  take(...texts: readonly string[]): boolean {
    if (!this.is(...texts)) return false;
    this.at += texts.length;
    return true;
  }

  /** Goes past any one of these words. */
  takeAny(...texts: readonly string[]): boolean {
    return texts.some((text) => this.take(text));
  }

  /** Goes past a name that may be qualified; null, and nowhere, where none comes next. Of three parts it is the last two. */
  name(): WrittenName | null {
    const parts: NamePart[] = [];
    for (let part = this.#part(this.at); part !== null; part = this.#part(this.at)) {
      parts.push(part);
      this.at++;
      if (!this.take(".")) break;
    }
    const own = parts.at(-1);
    return own === undefined ? null : { schema: parts.at(-2) ?? null, own, outer: parts.at(-3) ?? null };
  }

  /** Goes past the rest of a group whose opening parenthesis was passed. */
  closeGroup(): void {
    for (let depth = 1; !this.isAtEnd && depth > 0; this.at++) depth += depthOf(this.text());
  }

  /** The place of the comma, closing parenthesis or end that ends the present item of a list. */
  itemEnd(): number {
    let depth = 0;
    let at = this.at;
    for (; at < this.words.length; at++) {
      const text = this.words[at]?.text ?? "";
      if (depth === 0 && (text === "," || text === ")")) break;
      depth += depthOf(text);
    }
    return at;
  }

  #part(at: number): NamePart | null {
    const word = this.words[at];
    if (word === undefined) return null;
    const isAfterDot = this.words[at - 1]?.text === ".";
    if (word.kind === "keyword" && (isAfterDot || !noNames.has(word.text.toUpperCase())))
      return { name: word.text.toLowerCase(), word };
    return word.kind === "identifier" ? { name: identifierOf(word.text), word } : null;
  }
}

function depthOf(text: string): number {
  return text === "(" ? 1 : text === ")" ? -1 : 0;
}

/** The name that an identifier stands for. */
function identifierOf(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

/** What a written name is the name of; null where a part of it can't be known. */
export function plainName({ schema, own }: Pick<WrittenName, "schema" | "own">): PlainName | null {
  if (unknownIn(own.name) !== null || (schema !== null && unknownIn(schema.name) !== null)) return null;
  return { schema: schema?.name ?? null, name: own.name };
}
