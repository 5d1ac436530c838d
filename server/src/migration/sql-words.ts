import type { Span } from "../python/syntax.ts";
import { offsetsOf } from "../sql/offsets.ts";
import type { PostgresParser, Token } from "../sql/postgres-parser.ts";
import type { RenderedSql } from "../sql/sql-text.ts";
import { closeLiteral } from "../sql/statements.ts";
import { type SqlSource, writtenSpan } from "./sql-operand.ts";

/** A word, name, literal or sign of a SQL statement. */
export interface SqlWord {
  /** As the statement has it; a placeholder where it can't be known. */
  readonly text: string;
  readonly kind: Exclude<Token["kind"], "comment">;
  /** Where it stands in the Python source, written out as it is; null where it comes out of an expression or an escape. */
  readonly span: Span | null;
}

/** Gives the words of a statement in their order, without comments; none where the text can't be scanned. Scans when it is first called. */
export type SqlWords = () => readonly SqlWord[];

/** The words of the range `start`…`end` (UTF-16 offsets) of a rendered text. */
export function sqlWords(
  source: SqlSource,
  rendered: RenderedSql,
  { start, end }: Span,
  parser: PostgresParser,
): SqlWords {
  let words: readonly SqlWord[] | null = null;
  return () => {
    words ??= scan(source, rendered, { start, end }, parser);
    return words;
  };
}

function scan(source: SqlSource, rendered: RenderedSql, range: Span, parser: PostgresParser): readonly SqlWord[] {
  const text = rendered.sql.slice(range.start, range.end);
  // A literal at the end may still be open. What closes it moves nothing.
  const tokens = parser.scan(text) ?? parser.scan(closeLiteral(text, parser)) ?? [];
  const offsets = offsetsOf(text);
  return tokens.flatMap(({ kind, byteStart, byteEnd, text: word }) => {
    if (kind === "comment") return [];
    const start = range.start + offsets.fromBytes(byteStart);
    const end = Math.min(range.start + offsets.fromBytes(byteEnd), range.end);
    return [{ text: word, kind, span: writtenSpan(source, rendered, start, end) }];
  });
}
