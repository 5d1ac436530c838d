import type { Span } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";

/**
 * `op.execute('…')` as a line of Python, in the quotes that the code at `near` prefers.
 * @param operations the file's name for `alembic.op`.
 */
export function executeCall(script: MigrationScript, operations: string, sql: string, near: Span): string {
  // Alembic makes `sa.text` of it, which reads a colon before a word as the beginning of a parameter.
  const text = sql.replaceAll("\\", "\\\\").replace(/(?<![:\w]):(?=\w)/g, "\\\\:");
  return `${operations}.execute(${quoted(text, usualQuote(script.source.slice(near.start, near.end)))})`;
}

/** A Python literal of a text that may hold both quotes, its backslashes doubled already. */
function quoted(text: string, usual: "'" | '"'): string {
  const other = usual === "'" ? '"' : "'";
  const quote = text.includes(usual) && !text.includes(other) ? other : usual;
  return quote + text.replaceAll(quote, `\\${quote}`) + quote;
}

/** The quotes that a piece of Python has more of; the guideline's single ones where it has none. */
export function usualQuote(source: string): "'" | '"' {
  const single = source.replace(/'''|"""/g, "");
  return single.split('"').length > single.split("'").length ? '"' : "'";
}

/** A text as a Python literal in these quotes. */
export function literal(text: string, quote: "'" | '"'): string {
  return quoted(text.replaceAll("\\", "\\\\"), quote);
}
