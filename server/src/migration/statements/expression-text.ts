import type { Node } from "@pgsql/types";
import type { PostgresParser, Token } from "../../sql/postgres-parser.ts";

const furthestToken = 24;

/**
 * The text of an expression. The tree tells where its parts begin, not where it ends: that is found by parsing what follows, token
 * by token, until it gives the same tree. Null when nothing does.
 * @param tokens of the statement, without comments; offsets of `statement`, in UTF-8 bytes
 * @param byteStart what the locations in `node` say of the statement's start
 * @param slice cuts a stretch of tokens out of the statement
 */
export function expressionText(
  node: Node,
  tokens: readonly Token[],
  byteStart: number,
  slice: (first: Token, last: Token) => string,
  parser: PostgresParser,
): string | null {
  const locations = locationsIn(node).map((location) => location - byteStart);
  if (locations.length === 0) return null;
  let first = tokens.findIndex(({ byteEnd }) => byteEnd > Math.min(...locations));
  const from = tokens.findIndex(({ byteEnd }) => byteEnd > Math.max(...locations));
  if (first === -1 || from === -1) return null;
  const wanted = withoutLocations(node);
  let depth = depthOf(tokens.slice(first, from));
  for (let last = from; last < tokens.length && last < from + furthestToken; last++) {
    depth += depthOf(tokens.slice(last, last + 1));
    // A closing bracket whose opening one stands before the first part that has a location.
    while (depth < 0 && isOpening(tokens[first - 1])) {
      first--;
      depth++;
    }
    const [start, end] = [tokens[first], tokens[last]];
    if (depth < 0 || start === undefined || end === undefined) return null;
    if (depth > 0) continue;
    const text = slice(start, end);
    if (treeOf(text, parser) === wanted) return text;
  }
  return null;
}

function isOpening(token: Token | undefined): boolean {
  return token?.text === "(" || token?.text === "[";
}

function depthOf(tokens: readonly Token[]): number {
  let depth = 0;
  for (const token of tokens) {
    if (isOpening(token)) depth++;
    else if (token.text === ")" || token.text === "]") depth--;
  }
  return depth;
}

function treeOf(text: string, parser: PostgresParser): string | null {
  const parsed = parser.parse(`SELECT ${text}`);
  const node = parsed.ok && parsed.statements.length === 1 ? parsed.statements[0]?.node : undefined;
  const target = node !== undefined && "SelectStmt" in node ? node.SelectStmt.targetList?.[0] : undefined;
  const value = target !== undefined && "ResTarget" in target ? target.ResTarget.val : undefined;
  return value === undefined ? null : withoutLocations(value);
}

function withoutLocations(node: Node): string {
  return JSON.stringify(node, (key, value) => (places.has(key) ? undefined : value));
}

const places = new Set(["location", "rexpr_list_start", "rexpr_list_end", "list_start", "list_end"]);

function locationsIn(value: unknown): number[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === "location" && typeof part === "number" ? (part >= 0 ? [part] : []) : locationsIn(part),
  );
}
