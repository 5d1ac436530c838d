import { type Quote, quoted } from "./quotes.ts";

/** SQL as a Python literal for `op.execute` and `sa.text`, which read a colon as the beginning of a parameter. */
export function sqlText(sql: string, quote: Quote = '"'): string {
  return quoted(escapedForText(sql).replaceAll("\n", "\\n"), quote);
}

/** SQL as it stands in a Python literal for `sa.text`, its quotes aside. A cast's colons are none that begin a parameter. */
export function escapedForText(sql: string): string {
  return sql.replaceAll("\\", "\\\\").replace(/(?<!:):(?!:)/g, "\\\\:");
}
