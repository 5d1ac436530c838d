import type { Span } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";

export type Quote = "'" | '"';

/** A text as a Python literal, in these quotes unless it holds only them. */
export function literal(text: string, quote: Quote): string {
  return quoted(text.replaceAll("\\", "\\\\"), quote);
}

/** The same, of a text whose backslashes are doubled already. */
export function quoted(text: string, usual: Quote): string {
  const other = usual === "'" ? '"' : "'";
  const quote = text.includes(usual) && !text.includes(other) ? other : usual;
  return quote + text.replaceAll(quote, `\\${quote}`) + quote;
}

/** The quotes that a piece of a script has more of; the guideline's single ones where it has none. */
export function usualQuote({ source }: MigrationScript, { start, end }: Span): Quote {
  const single = source.slice(start, end).replace(/'''|"""/g, "");
  return single.split('"').length > single.split("'").length ? '"' : "'";
}
