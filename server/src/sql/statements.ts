import type { Node } from "@pgsql/types";
import { offsetsOf } from "./offsets.ts";
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
    const key = JSON.stringify(parts);
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
    return { rendered: plain, statements: this.oneByOne(plain.sql) };
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
      return { start, end: start + length, byteStart: statement.byteStart, node: statement.node, tokens: [] };
    });
  }

  /** A text that does not parse as a whole: cut at its semicolons, and each part on its own. */
  private oneByOne(sql: string): SqlStatement[] {
    const closed = closeLiteral(sql, this.parser);
    const tokens = this.parser.scan(closed);
    if (tokens === null) return [];
    const offsets = offsetsOf(closed);
    const statements: SqlStatement[] = [];
    let current: Token[] = [];
    const finish = () => {
      const first = current[0];
      const last = current.at(-1);
      if (first === undefined || last === undefined) return;
      const start = offsets.fromBytes(first.byteStart);
      const end = Math.min(offsets.fromBytes(last.byteEnd), sql.length);
      const parsed = this.parser.parse(closed.slice(start, end));
      const node = parsed.ok ? (parsed.statements[0]?.node ?? null) : null;
      statements.push({ start, end, byteStart: 0, node, tokens: node === null ? current : [] });
      current = [];
    };
    for (const token of tokens) {
      if (token.kind === "comment") continue;
      if (token.text === ";") finish();
      else current.push(token);
    }
    finish();
    return statements;
  }
}

/** `sql` with a literal or comment that is left open closed, so that it can be scanned. */
function closeLiteral(sql: string, parser: PostgresParser): string {
  if (parser.scan(sql) !== null) return sql;
  const endings = ["'", '"', "*/", "$$"];
  for (const ending of endings) {
    if (parser.scan(sql + ending) !== null) return sql + ending;
  }
  return "";
}
