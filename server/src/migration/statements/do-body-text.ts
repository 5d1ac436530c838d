import type { DoStmt } from "@pgsql/types";
import { offsetsOf } from "../../sql/offsets.ts";
import type { PostgresParser, Token } from "../../sql/postgres-parser.ts";
import { stringOf } from "./node-text.ts";
import type { StatementInPython } from "./statement-text.ts";

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the statements of a DO block in its text. PL/pgSQL's parser gives lines and texts only: each is looked for from its line on,
 * and after the one before. Offsets are UTF-16 units of the rendered SQL.
 */
export class DoBodyText {
  private readonly lineStarts: readonly number[];
  private scanned: readonly (Token & Range)[] | undefined;
  private position = 0;

  private constructor(
    private readonly body: string,
    private readonly start: number,
    private readonly parser: PostgresParser,
  ) {
    const starts = [0];
    for (let at = body.indexOf("\n"); at !== -1; at = body.indexOf("\n", at + 1)) starts.push(at + 1);
    this.lineStarts = starts;
  }

  /** The body of `tree`; null where its text is not the body as it stands: it doubles quotes, or is not found. */
  static of(tree: DoStmt, given: StatementInPython, parser: PostgresParser): DoBodyText | null {
    const { statement, rendered } = given;
    const body = bodyOf(tree);
    const text = rendered.sql.slice(statement.start, statement.end);
    const at = body === null || body === "" ? -1 : text.lastIndexOf(body);
    return body === null || at === -1 ? null : new DoBodyText(body, statement.start + at, parser);
  }

  /** Where `text` stands, on `line` or after it. */
  find(text: string, line: number): Range | null {
    const from = Math.max(this.position, this.lineStarts[line - 1] ?? 0);
    const at = text === "" ? -1 : this.body.indexOf(text, from);
    return at === -1 ? null : this.found(at, at + text.length);
  }

  /** The statement that begins with `word`, on `line` or after it: up to its semicolon. */
  statement(word: string, line: number): Range | null {
    const from = Math.max(this.position, this.lineStarts[line - 1] ?? 0);
    const tokens = this.tokens();
    const first = tokens.findIndex((token) => token.start >= from && token.text.toUpperCase() === word);
    const end = tokens.findIndex((token, index) => index > first && token.text === ";");
    const [begin, last] = [tokens[first], tokens[end - 1]];
    return first === -1 || begin === undefined || last === undefined ? null : this.found(begin.start, last.end);
  }

  /** The next EXCEPTION that opens handlers. */
  handlers(): Range | null {
    const tokens = this.tokens();
    const at = tokens.findIndex(
      (token, index) =>
        token.start >= this.position &&
        token.text.toUpperCase() === "EXCEPTION" &&
        tokens[index + 1]?.text.toUpperCase() === "WHEN",
    );
    const then = tokens.findIndex((token, index) => index > at && token.text.toUpperCase() === "THEN");
    const [first, last] = [tokens[at], tokens[then - 1]];
    return at === -1 || first === undefined || last === undefined ? null : this.found(first.start, last.end);
  }

  private found(start: number, end: number): Range {
    this.position = end;
    return { start: this.start + start, end: this.start + end };
  }

  private tokens(): readonly (Token & Range)[] {
    if (this.scanned === undefined) {
      const offsets = offsetsOf(this.body);
      this.scanned = (this.parser.scan(this.body) ?? [])
        .filter(({ kind }) => kind !== "comment")
        .map((token) => ({
          start: offsets.fromBytes(token.byteStart),
          end: offsets.fromBytes(token.byteEnd),
          ...token,
        }));
    }
    return this.scanned;
  }
}

/** The text of a DO block's body. */
export function bodyOf(tree: DoStmt): string | null {
  return optionOf(tree, "as");
}

/** `plpgsql` where nothing else is said. */
export function languageOf(tree: DoStmt): string {
  return optionOf(tree, "language") ?? "plpgsql";
}

function optionOf(tree: DoStmt, name: string): string | null {
  const option = (tree.args ?? []).find((node) => "DefElem" in node && node.DefElem.defname === name);
  return option !== undefined && "DefElem" in option && option.DefElem.arg !== undefined
    ? stringOf(option.DefElem.arg)
    : null;
}
