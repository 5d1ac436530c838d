import { indentationStep } from "../../migration/edit/layout.ts";
import { usualQuote } from "../../migration/edit/quotes.ts";
import { sqlText } from "../../migration/edit/sql-text.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Span } from "../../python/syntax.ts";
import type { Undo } from "./mirror.ts";

/**
 * Statements of a downgrade as lines of Python. What can't run in a transaction gets an autocommit block, neighbours one together.
 * @param operations the file's name for `alembic.op`.
 * @param near the code whose quotes they take.
 */
export function pythonLines(
  script: MigrationScript,
  undos: readonly Undo[],
  operations: string,
  near: Span,
): readonly string[] {
  const lines: string[] = [];
  const quote = usualQuote(script, near);
  for (const [index, { sql, concurrently }] of undos.entries()) {
    const call = `${operations}.execute(${sqlText(sql, quote)})`;
    if (concurrently && undos[index - 1]?.concurrently !== true)
      lines.push(`with ${operations}.get_context().autocommit_block():`);
    lines.push(concurrently ? indentationStep(script.source) + call : call);
  }
  return lines;
}
