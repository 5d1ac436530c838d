import type { Node } from "@pgsql/types";
import { offsetsOf } from "./offsets.ts";
import { type ParseError, parseError } from "./parse-error.ts";
import type { ParseResult, PostgresParser, Token } from "./postgres-parser.ts";
import { nextForms, type RenderedSql, renderSql, type SqlPart } from "./sql-text.ts";

/** One statement of a SQL text. Offsets are UTF-16 units of the rendered text. */
export interface SqlStatement {
  readonly start: number;
  readonly end: number;
  /** What the locations in `node` say of its start: UTF-8 bytes of the text that was parsed. */
  readonly byteStart: number;
  /** PostgreSQL's tree; null when the statement does not parse, and only its tokens are known. */
  readonly node: Node | null;
  /** The tokens of a statement that does not parse, comments left out. */
  readonly tokens: readonly Token[];
  /** Why it does not parse; null where it does, and where that may be for the sake of something left out or not known. */
  readonly error: ParseError | null;
}

export interface SqlReading {
  readonly rendered: RenderedSql;
  readonly statements: readonly SqlStatement[];
}

const mostAttempts = 36;
const mostRemembered = 300;
const longestRemembered = 20_000;

/** Reads SQL texts into statements; remembers the latest, as migrations repeat themselves and keystrokes change one of many. */
export class StatementReader {
  private readonly memory = new Map<string, SqlReading>();

  constructor(private readonly parser: PostgresParser) {}

  /** The statements of a text, its unknown parts taken for whatever lets it parse. */
  read(parts: readonly SqlPart[]): SqlReading {
    const key = keyOf(parts);
    const remembered = this.memory.get(key);
    if (remembered !== undefined) {
      this.memory.delete(key);
      this.memory.set(key, remembered);
      return remembered;
    }
    const reading = this.readAnew(parts);
    if (key.length <= longestRemembered) {
      this.memory.set(key, reading);
      const oldest = this.memory.keys().next().value;
      if (this.memory.size > mostRemembered && oldest !== undefined) this.memory.delete(oldest);
    }
    return reading;
  }

  private readAnew(parts: readonly SqlPart[]): SqlReading {
    const unknowns = parts.filter((part) => "unknown" in part).length;
    const plain = renderSql(parts, new Array(unknowns).fill("identifier"));
    let rendered = plain;
    let attempt = this.parse(plain.sql);
    for (let tries = 1; !attempt.ok && tries < mostAttempts; tries++) {
      const offset = offsetsOf(rendered.sql).fromCharacters(attempt.position);
      const forms = nextForms(parts, rendered, offset);
      if (forms === null) break;
      rendered = renderSql(parts, forms);
      attempt = this.parse(rendered.sql);
    }
    if (attempt.ok) return { rendered, statements: this.fromTree(rendered.sql, attempt) };
    const unknown = parts.findIndex((part) => "unknown" in part);
    return { rendered: plain, statements: this.oneByOne(plain.sql, plain.spans[unknown]?.start ?? null) };
  }

  private parse(sql: string): ParseResult {
    return sql.trim() === "" || sql.includes("\0") ? { ok: true, statements: [] } : this.parser.parse(sql);
  }

  private fromTree(sql: string, result: Extract<ParseResult, { ok: true }>): SqlStatement[] {
    const offsets = offsetsOf(sql);
    return result.statements.map((statement) => {
      // PostgreSQL says where the first token is; the end takes in the blanks after the last statement.
      const start = offsets.fromBytes(statement.byteStart);
      const length = sql.slice(start, offsets.fromBytes(statement.byteEnd)).trimEnd().length;
      return {
        start,
        end: start + length,
        byteStart: statement.byteStart,
        node: statement.node,
        tokens: [],
        error: null,
      };
    });
  }

  /**
   * A text that does not parse as a whole: cut at its semicolons, and each part on its own.
   * @param unknown where the first part that is not known begins.
   */
  private oneByOne(sql: string, unknown: number | null): SqlStatement[] {
    const closed = closeLiteral(sql, this.parser);
    const tokens = this.parser.scan(closed);
    if (tokens === null) return unknown === null ? [this.unscanned(sql)] : [];
    const offsets = offsetsOf(closed);
    return cut(tokens).map(({ words, semicolon }) => {
      const [first, last] = [words[0], words.at(-1)];
      const start = offsets.fromBytes(first?.byteStart ?? 0);
      const end = Math.min(offsets.fromBytes(last?.byteEnd ?? 0), sql.length);
      const parsed = this.parser.parse(closed.slice(start, end));
      const node = parsed.ok ? (parsed.statements[0]?.node ?? null) : null;
      if (node !== null) return { start, end, byteStart: 0, node, tokens: [], error: null };
      const upTo = semicolon === null ? sql.length : offsets.fromBytes(semicolon.byteEnd);
      const error = parseError(sql.slice(start, upTo), end - start, this.parser);
      // What comes before the first unknown part is as wrong whatever that is.
      const proven = error !== null && (unknown === null || (closed === sql && start + error.end < unknown));
      return { start, end, byteStart: 0, node, tokens: words, error: proven ? error : null };
    });
  }

  /** A text that even the scanner gives up: one statement, of which nothing is known. */
  private unscanned(sql: string): SqlStatement {
    const start = sql.length - sql.trimStart().length;
    const end = sql.trimEnd().length;
    const error = parseError(sql.slice(start), end - start, this.parser);
    return { start, end, byteStart: 0, node: null, tokens: [], error };
  }
}

/** Tells texts apart. Most are of one piece, and may be long. */
function keyOf(parts: readonly SqlPart[]): string {
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 && "text" in only ? `"${only.text}` : JSON.stringify(parts);
}

interface Piece {
  readonly words: readonly Token[];
  /** What ends it; null at the end of the text. */
  readonly semicolon: Token | null;
}

/** Cuts a text at the semicolons between its statements, which are not those in a rule's list of commands or a function's BEGIN ATOMIC … END. */
function cut(tokens: readonly Token[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let words: Token[] = [];
  let [parentheses, blocks] = [0, 0];
  const finish = (semicolon: Token | null) => {
    if (words.length > 0) pieces.push({ words, semicolon });
    words = [];
    [parentheses, blocks] = [0, 0];
  };
  for (const token of tokens) {
    if (token.kind === "comment") continue;
    const isRule = words.slice(0, 4).some((word) => isKeyword(word, "RULE"));
    if (token.text === "(") parentheses++;
    if (token.text === ")") parentheses--;
    if (blocks > 0 ? isKeyword(token, "CASE") : isKeyword(token, "ATOMIC")) blocks++;
    if (blocks > 0 && isKeyword(token, "END")) blocks--;
    if (token.text === ";" && blocks === 0 && !(isRule && parentheses > 0)) finish(token);
    else words.push(token);
  }
  finish(null);
  return pieces;
}

function isKeyword(token: Token, word: string): boolean {
  return token.kind === "keyword" && token.text.toUpperCase() === word;
}

/** `sql` with a literal or comment that is left open closed, so that it can be scanned. */
export function closeLiteral(sql: string, parser: PostgresParser): string {
  if (parser.scan(sql) !== null) return sql;
  const result = parser.parse(sql);
  const rest = result.ok ? "" : sql.slice(offsetsOf(sql).fromCharacters(result.position));
  const opened = /^\$\w*\$/.exec(rest)?.[0];
  const endings = ["'", '"', "*/", ...(opened === undefined ? [] : [opened])];
  for (const ending of endings) {
    if (parser.scan(sql + ending) !== null) return sql + ending;
  }
  return sql;
}
