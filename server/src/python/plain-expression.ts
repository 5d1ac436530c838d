import { decodeString } from "./string-literal.ts";
import type {
  Argument,
  Assignment,
  Constant,
  Expression,
  ExpressionStatement,
  Sequence,
  StringLiteral,
} from "./syntax.ts";

/** Deeper ones are left to the tree. */
export const deepestPlain = 40;

const constants = new Map<string, Constant["value"]>([
  ["True", true],
  ["False", false],
  ["None", null],
]);
/** Words that an expression begins with and that are no names. */
const keywords = new Set(["not", "await", "yield", "lambda"]);

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;
const QUOTES = 34;
const QUOTE = 39;
const OPEN = 40;
const CLOSE = 41;
const COMMA = 44;
const DOT = 46;
const EQUALS = 61;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;

/**
 * Reads what most of a migration is made of, dotted names, calls, lists, plain strings and numbers, from the text alone: each node of a
 * tree costs several calls into WASM. For a text without syntax errors, in which the tree has told where an expression stands. Comments and all other syntax are left to the
 * tree.
 */
export class PlainExpressions {
  private position = 0;
  private end = 0;
  private depth = 0;
  /** Where the last reading met something else: what contains it need not be tried. */
  private stuck = -1;

  constructor(private readonly source: string) {}

  /** The expression from `start` to `end`; null where it holds anything that is not read here. */
  expression(start: number, end: number): Expression | null {
    return this.whole(start, end, () => this.readExpression());
  }

  /** Likewise, the argument of a call. */
  argument(start: number, end: number): Argument | null {
    return this.whole(start, end, () => this.readArgument());
  }

  /** Likewise, a statement that is an expression, or gives its value to a name. */
  statement(start: number, end: number): Assignment | ExpressionStatement | null {
    return this.whole(start, end, () => this.readStatement(start, end));
  }

  private whole<T>(start: number, end: number, read: () => T | null): T | null {
    if (start <= this.stuck && this.stuck < end) return null;
    this.position = start;
    this.end = end;
    this.depth = 0;
    const found = read();
    if (found !== null && this.position === end) return found;
    this.stuck = this.position;
    return null;
  }

  private code(): number {
    return this.position < this.end ? this.source.charCodeAt(this.position) : -1;
  }

  private skipBlanks(): number {
    let code = this.code();
    while (code === BLANK || code === NEWLINE || code === RETURN || code === TAB) {
      this.position++;
      code = this.code();
    }
    return code;
  }

  private readStatement(start: number, end: number): Assignment | ExpressionStatement | null {
    const found = this.readExpression();
    if (found === null) return null;
    if (found.kind !== "name" || this.skipBlanks() !== EQUALS) return { kind: "expression", start, end, value: found };
    this.position++;
    this.skipBlanks();
    const value = this.readExpression();
    return value === null ? null : { kind: "assignment", start, end, targets: [found], operator: null, value };
  }

  private readExpression(): Expression | null {
    const start = this.position;
    const code = this.code();
    if (code === QUOTE || code === QUOTES) return this.readString(code);
    if (isDigit(code)) return this.readInteger();
    if (this.depth >= deepestPlain) return null;
    this.depth++;
    const found = code === OPEN_LIST ? this.readList(start) : this.readNamed(start);
    this.depth--;
    return found;
  }

  /** A name, and the attributes and calls behind it. */
  private readNamed(start: number): Expression | null {
    const word = this.readWord();
    if (word === "" || keywords.has(word)) return null;
    const constant = constants.get(word);
    if (constant !== undefined) return { kind: "constant", start, end: this.position, value: constant };
    let found: Expression = { kind: "name", start, end: this.position, id: word };
    for (;;) {
      const code = this.code();
      if (code === DOT) {
        this.position++;
        const name = this.readWord();
        if (name === "") return null;
        found = { kind: "attribute", start, end: this.position, object: found, name };
      } else if (code === OPEN) {
        const values = this.readItems(CLOSE, () => this.readArgument());
        if (values === null) return null;
        found = { kind: "call", start, end: this.position, callee: found, arguments: values };
      } else return found;
    }
  }

  private readArgument(): Argument | null {
    const start = this.position;
    const keyword = this.readWord();
    const isKeyword = keyword !== "" && this.code() === EQUALS && this.source.charCodeAt(this.position + 1) !== EQUALS;
    this.position = isKeyword ? this.position + 1 : start;
    const value = this.readExpression();
    if (value === null) return null;
    return { start, end: this.position, keyword: isKeyword ? keyword : null, splat: false, value };
  }

  private readList(start: number): Sequence | null {
    const items = this.readItems(CLOSE_LIST, () => this.readExpression());
    return items === null ? null : { kind: "sequence", type: "list", start, end: this.position, items };
  }

  /** What stands between brackets, separated by commas, from the opening one on. */
  private readItems<T>(close: number, read: () => T | null): T[] | null {
    const items: T[] = [];
    this.position++;
    while (this.skipBlanks() !== close) {
      const item = read();
      if (item === null) return null;
      items.push(item);
      const code = this.skipBlanks();
      if (code === COMMA) this.position++;
      else if (code !== close) return null;
    }
    this.position++;
    return items;
  }

  private readInteger(): Expression | null {
    const start = this.position;
    while (isDigit(this.code())) this.position++;
    const code = this.code();
    if (isWord(code) || code === DOT) return null;
    return { kind: "number", start, end: this.position, value: Number(this.source.slice(start, this.position)) };
  }

  private readString(quote: number): StringLiteral | null {
    const start = this.position;
    const { source } = this;
    const isLong = source.charCodeAt(start + 1) === quote && source.charCodeAt(start + 2) === quote;
    const width = isLong ? 3 : 1;
    this.position += width;
    for (let code = this.code(); code !== -1; code = this.code()) {
      if (code === BACKSLASH) this.position++;
      else if (
        code === quote &&
        (!isLong || (source.charCodeAt(this.position + 1) === quote && source.charCodeAt(this.position + 2) === quote))
      ) {
        const parts = decodeString(source, start + width, this.position, false, false);
        this.position += width;
        return this.position > this.end ? null : { kind: "string", start, end: this.position, parts };
      }
      this.position++;
    }
    return null;
  }

  private readWord(): string {
    const start = this.position;
    if (isDigit(this.code())) return "";
    while (isWord(this.code())) this.position++;
    return this.source.slice(start, this.position);
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Of ASCII; other names are left to the tree. */
function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || isDigit(code);
}
