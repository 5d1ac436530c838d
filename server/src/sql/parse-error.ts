import { offsetsOf } from "./offsets.ts";
import type { PostgresParser, Token } from "./postgres-parser.ts";

/** What PostgreSQL says of a statement that it can't parse. */
export interface ParseError {
  readonly message: string;
  /** The word that the message is about, in UTF-16 units from the statement's start. */
  readonly start: number;
  readonly end: number;
}

/**
 * Why PostgreSQL rejects a statement; null where it does not, or where an ellipsis (`CREATE TRIGGER … ON auth.users …`) stands for what is left out.
 * @param text the statement up to its semicolon, which it includes.
 * @param length the statement's length without the semicolon.
 */
export function parseError(text: string, length: number, parser: PostgresParser): ParseError | null {
  const result = text.includes("\0") ? null : parser.parse(text);
  if (result === null || result.ok || result.message === null) return null;
  const tokens = parser.scan(text);
  if (tokens === null ? /\.{3}|\u2026/.test(text) : hasEllipsis(tokens)) return null;
  const offsets = offsetsOf(text);
  const position = offsets.fromCharacters(result.position);
  const words = (tokens ?? []).filter(({ kind }) => kind !== "comment");
  const spans = words.map(({ byteStart, byteEnd }) => ({
    start: offsets.fromBytes(byteStart),
    end: offsets.fromBytes(byteEnd),
  }));
  // At the end of the input there is no word: what comes too early is the last one.
  const word = spans.find(({ end }) => end > position) ?? spans.at(-1);
  const { start, end } = word ?? { start: Math.min(position, length), end: length };
  return { message: firstLine(result.message), start, end };
}

/** `...` as PostgreSQL's scanner cuts it, or `…`, which it takes for a name. */
function hasEllipsis(tokens: readonly Token[]): boolean {
  return tokens.some(({ text, kind, byteEnd }, index) => {
    if (text === "..") return tokens[index + 1]?.text === "." && tokens[index + 1]?.byteStart === byteEnd;
    return kind === "identifier" && text.includes("…");
  });
}

const longestQuote = 60;

/** PostgreSQL quotes all that is left where a literal is not closed. */
function firstLine(message: string): string {
  const line = message.split("\n", 1)[0] ?? "";
  return line === message && line.length <= longestQuote * 2 ? line : `${line.slice(0, longestQuote).trimEnd()}…"`;
}
