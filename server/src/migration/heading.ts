import type { Span } from "../python/syntax.ts";
import type { MigrationScript } from "./script.ts";

/** The first line of a call or statement: enough to point to, where the whole would be a screenful of squiggles. */
export function headingOf({ source }: MigrationScript, { start, end }: Span): Span {
  const newline = source.indexOf("\n", start);
  const line = source.slice(start, newline === -1 ? end : Math.min(newline, end));
  return { start, end: start + line.trimEnd().length };
}
