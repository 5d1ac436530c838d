import type { Span } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { beginsLine, endsLine, indentationAt, lineEndOf, lineStart, lineStop } from "./layout.ts";
import { pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * The edit that puts statements, each on a line of its own, before or after the statement around `at`.
 * @returns null where that statement shares its line with others.
 */
export function newStatements(
  script: MigrationScript,
  at: Span,
  side: "before" | "after",
  statements: readonly string[],
): TextEdit | null {
  const { source } = script;
  const statement = pathTo(script.module, at).at(-1)?.statement;
  if (statement === undefined || !beginsLine(source, statement.start) || !endsLine(source, statement.end)) return null;
  const indentation = indentationAt(source, statement.start);
  const lineEnd = lineEndOf(source);
  if (side === "before") {
    const start = lineStart(source, statement.start);
    return { start, end: start, text: statements.map((text) => indentation + text + lineEnd).join("") };
  }
  const end = lineStop(source, statement.end);
  return { start: end, end, text: statements.map((text) => lineEnd + indentation + text).join("") };
}
