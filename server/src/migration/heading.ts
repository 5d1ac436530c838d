import type { Span } from "../python/syntax.ts";
import type { MigrationScript } from "./script.ts";

/** The first line of a call or statement: enough to point to, where the whole would be a screenful of squiggles. */
export function headingOf({ source }: MigrationScript, { start, end }: Span): Span {
  const line = source.slice(start, end).split(/\r?\n/, 1)[0] ?? "";
  return { start, end: start + line.trimEnd().length };
}
