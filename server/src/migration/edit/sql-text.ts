/** SQL as a Python literal for `op.execute` and `sa.text`, which read a colon as the beginning of a parameter. */
export function sqlText(sql: string): string {
  const quote = sql.includes('"') && !sql.includes("'") ? "'" : '"';
  const escaped = escapedForText(sql).replaceAll(quote, `\\${quote}`).replaceAll("\n", "\\n");
  return quote + escaped + quote;
}

/** SQL as it stands in a Python literal for `sa.text`, its quotes aside. A cast's colons are none that begin a parameter. */
export function escapedForText(sql: string): string {
  return sql.replaceAll("\\", "\\\\").replace(/(?<!:):(?!:)/g, "\\\\:");
}
