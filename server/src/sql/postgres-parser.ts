import type { Node, RawStmt } from "@pgsql/types";
import loadLibpgQuery, { type LibpgQuery } from "libpg-query/wasm/libpg-query.js";
import { type PlpgsqlBody, readPlpgsql } from "./plpgsql.ts";

/** A statement as PostgreSQL's grammar reads it. Offsets are UTF-8 bytes of the parsed text. */
export interface ParsedStatement {
  readonly node: Node;
  readonly byteStart: number;
  readonly byteEnd: number;
}

export type ParseResult =
  | { readonly ok: true; readonly statements: readonly ParsedStatement[] }
  /**
   * `position`: where PostgreSQL's message points, in characters (code points) of the text. `message` null: expressions are nested deeper than
   * they can be read here; PostgreSQL may well take them.
   */
  | { readonly ok: false; readonly message: string | null; readonly position: number };

/** A token as PostgreSQL's scanner cuts it. Offsets are UTF-8 bytes. */
export interface Token {
  readonly byteStart: number;
  readonly byteEnd: number;
  readonly text: string;
  readonly kind: "keyword" | "identifier" | "string" | "comment" | "other";
}

/** PostgreSQL's own parser and scanner (libpg_query). */
export interface PostgresParser {
  parse(sql: string): ParseResult;
  /** The tokens of `sql`; null where even the scanner gives up, as in an unterminated literal. */
  scan(sql: string): readonly Token[] | null;
  /** The body of a `DO` statement in PL/pgSQL; null where PL/pgSQL's grammar rejects it. */
  parseDoBody(sql: string): PlpgsqlBody | null;
  /** What PL/pgSQL says of the body of a `DO` statement that its grammar rejects; null for any other. */
  doBodyError(sql: string): string | null;
}

/** Loads libpg_query from its bytes. @throws when they are no such WASM module. */
export async function loadPostgresParser(wasm: Uint8Array): Promise<PostgresParser> {
  const module = await WebAssembly.compile(wasm);
  const library = await loadLibpgQuery({
    // Left to itself it reads its file; it takes no bytes.
    instantiateWasm: (imports, receive) => {
      receive(new WebAssembly.Instance(module, imports));
      return {};
    },
  });
  return {
    parse: (sql) => parse(library, sql),
    scan: (sql) => scan(library, sql),
    parseDoBody: (sql) => parseDoBody(library, sql),
    doBodyError: (sql) => doBodyError(library, sql),
  };
}

function withCString<T>(library: LibpgQuery, text: string, use: (pointer: number) => T): T {
  const bytes = library.lengthBytesUTF8(text) + 1;
  const pointer = library._malloc(bytes);
  try {
    library.stringToUTF8(text, pointer, bytes);
    return use(pointer);
  } finally {
    library._free(pointer);
  }
}

function parse(library: LibpgQuery, sql: string): ParseResult {
  return withCString(library, sql, (pointer) => {
    const result = orTooDeep(() => library._wasm_parse_query_raw(pointer));
    if (result === null) return { ok: false, message: null, position: 0 };
    if (result === 0) return { ok: false, message: "out of memory", position: 0 };
    try {
      const error = library.getValue(result + 8, "i32");
      if (error !== 0) {
        const message = library.UTF8ToString(library.getValue(error, "i32"));
        return { ok: false, message, position: Math.max(0, library.getValue(error + 16, "i32") - 1) };
      }
      const tree: unknown = JSON.parse(library.UTF8ToString(library.getValue(result, "i32")));
      return { ok: true, statements: statementsOf(tree, sql) };
    } finally {
      library._wasm_free_parse_result(result);
    }
  });
}

/** What `run` gives; null where the parser's recursion needs more stack than there is. */
function orTooDeep(run: () => number): number | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function statementsOf(tree: unknown, sql: string): ParsedStatement[] {
  const statements: ParsedStatement[] = [];
  for (const raw of rawStatements(tree)) {
    if (raw.stmt === undefined) continue;
    const byteStart = raw.stmt_location ?? 0;
    const byteEnd = raw.stmt_len === undefined || raw.stmt_len === 0 ? utf8Length(sql) : byteStart + raw.stmt_len;
    statements.push({ node: raw.stmt, byteStart, byteEnd });
  }
  return statements;
}

function rawStatements(tree: unknown): readonly RawStmt[] {
  return typeof tree === "object" && tree !== null && "stmts" in tree && Array.isArray(tree.stmts) ? tree.stmts : [];
}

function scan(library: LibpgQuery, sql: string): readonly Token[] | null {
  return withCString(library, sql, (pointer) => {
    const result = library._wasm_scan(pointer);
    try {
      const json = library.UTF8ToString(result);
      if (!json.startsWith("{")) return null;
      const parsed: unknown = JSON.parse(json);
      const tokens = typeof parsed === "object" && parsed !== null && "tokens" in parsed ? parsed.tokens : [];
      return Array.isArray(tokens) ? tokens.filter(isScanToken).map(toToken) : null;
    } catch {
      // The scanner's JSON holds a control character as it is.
      return null;
    } finally {
      library._wasm_free_string(result);
    }
  });
}

function parseDoBody(library: LibpgQuery, sql: string): PlpgsqlBody | null {
  const result = plpgsql(library, sql);
  try {
    return result.startsWith("{") ? readPlpgsql(JSON.parse(result)) : null;
  } catch {
    // As the scanner's, its JSON may hold a control character as it is.
    return null;
  }
}

function doBodyError(library: LibpgQuery, sql: string): string | null {
  const result = plpgsql(library, sql);
  return result.startsWith("syntax error") ? result : null;
}

/** The body of a `DO` statement as JSON, or an error's message. */
function plpgsql(library: LibpgQuery, sql: string): string {
  return withCString(library, sql, (pointer) => {
    const result = library._wasm_parse_plpgsql(pointer);
    try {
      return library.UTF8ToString(result);
    } finally {
      library._wasm_free_string(result);
    }
  });
}

interface ScanToken {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tokenName: string;
  readonly keywordKind: number;
}

function isScanToken(value: unknown): value is ScanToken {
  return (
    typeof value === "object" &&
    value !== null &&
    "start" in value &&
    "end" in value &&
    "text" in value &&
    typeof value.text === "string" &&
    "tokenName" in value &&
    "keywordKind" in value
  );
}

const tokenKinds: Readonly<Record<string, Token["kind"]>> = {
  IDENT: "identifier",
  SCONST: "string",
  USCONST: "string",
  SQL_COMMENT: "comment",
  C_COMMENT: "comment",
};

function toToken(token: ScanToken): Token {
  const kind = token.keywordKind > 0 ? "keyword" : (tokenKinds[token.tokenName] ?? "other");
  return { byteStart: token.start, byteEnd: token.end, text: token.text, kind };
}

/** The length of `text` in UTF-8 bytes. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && index + 1 < text.length) {
      length += 4;
      index++;
    } else length += 3;
  }
  return length;
}
