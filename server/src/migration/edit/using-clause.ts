import type { Alter } from "../operation.ts";
import { operationsOf } from "../operations-within.ts";
import type { MigrationScript } from "../script.ts";
import type { SqlWord } from "../sql-words.ts";
import { withKeyword } from "./keyword.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * The edit that says by which expression a column's values become those of its new type: `postgresql_using=`, or `USING` in SQL.
 * @returns null where the call stands for more than this change, or the statement is not written out.
 */
export function withUsing(script: MigrationScript, change: Alter, expression: string): TextEdit | null {
  const { origin, inDoBlock, directive, object } = change;
  const others = operationsOf(script, origin.call).filter(
    (other): other is Alter => other !== change && other.kind === "alter" && other.change.kind === "type",
  );
  if (origin.foreign || inDoBlock || object.name?.text == null) return null;
  if (directive !== null) {
    if (others.length > 0) return null;
    return withKeyword(script.source, origin.call, "postgresql_using", pythonLiteral(script, change, expression));
  }
  if (/["'\\]/.test(expression)) return null;
  const end = endOfType(origin.words?.() ?? [], object.name.text);
  const isAgain = others.some(({ object: other }) => other.name?.text === object.name?.text);
  return end === null || isAgain ? null : { start: end, end, text: ` USING ${expression}` };
}

/** Where `ALTER [COLUMN] name [SET DATA] TYPE …` ends. */
function endOfType(words: readonly SqlWord[], column: string): number | null {
  const is = (index: number, word: string) => words[index]?.text.toUpperCase() === word;
  const type = words.findIndex((_, index) => {
    if (!is(index, "TYPE")) return false;
    const name = is(index - 1, "DATA") && is(index - 2, "SET") ? index - 3 : index - 1;
    return unquoted(words[name]?.text ?? "") === column && (is(name - 1, "COLUMN") || is(name - 1, "ALTER"));
  });
  if (type === -1) return null;
  let depth = 0;
  let last = words[type];
  for (const word of words.slice(type + 1)) {
    if (word.text === "(") depth++;
    if (word.text === ")") depth--;
    if (word.text === ";" || (word.text === "," && depth === 0)) break;
    last = word;
  }
  return last?.span?.end ?? null;
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}

/** A text as a literal in the quotes that the call has already. */
function pythonLiteral({ source }: MigrationScript, { origin }: Alter, text: string): string {
  const { call } = origin;
  const used = /['"]/.exec(source.slice(call.callee.end, call.end))?.[0] ?? '"';
  const quote = text.includes(used) ? (used === '"' ? "'" : '"') : used;
  return `${quote}${text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`)}${quote}`;
}
