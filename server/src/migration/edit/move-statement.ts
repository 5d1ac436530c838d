import type { Span } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { wholeLines } from "./layout.ts";
import { type Place, pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";

/** Edits that move the statement around `at` behind the one around `target`; null where they aren't neighbours in one block, on lines of their own. */
export function moveBehind(script: MigrationScript, at: Span, target: Span): readonly TextEdit[] | null {
  const own = pathTo(script.module, at).at(-1);
  const other = pathTo(script.module, target).findLast((place) => place.block === own?.block);
  if (own === undefined || other === undefined || own.index >= other.index) return null;
  const [lines, behind] = [linesOf(script, own), linesOf(script, other)];
  if (lines === null || behind === null || !script.source.slice(0, behind.end).endsWith("\n")) return null;
  const text = script.source.slice(lines.start, lines.end);
  return [
    { start: lines.start, end: lines.end, text: "" },
    { start: behind.end, end: behind.end, text },
  ];
}

/** The edit that takes the statement around `at` away; null where it shares a line with others, or is the only one of its block. */
export function removeStatement(script: MigrationScript, at: Span): readonly TextEdit[] | null {
  const place = pathTo(script.module, at).at(-1);
  const lines = place === undefined ? null : linesOf(script, place);
  if (place === undefined || lines === null || place.block.length < 2) return null;
  return [{ start: lines.start, end: lines.end, text: "" }];
}

/**
 * The edit that takes the statement around `at` away, and with it an `if` that holds nothing else.
 * @returns null where it shares a line with others, or nothing would be left of a function or another block.
 */
export function removeWithCheck(script: MigrationScript, at: Span): TextEdit | null {
  for (const place of pathTo(script.module, at).toReversed()) {
    const { statement, block } = place;
    const isChosen = statement.kind === "if" && (statement.branches.length > 1 || statement.otherwise !== null);
    if (statement.kind === "function" || isChosen) return null;
    if (block.length < 2) continue;
    const lines = linesOf(script, place);
    return lines === null ? null : { start: lines.start, end: lines.end, text: "" };
  }
  return null;
}

function linesOf({ source }: MigrationScript, { statement }: Place): Span | null {
  return wholeLines(source, statement);
}
