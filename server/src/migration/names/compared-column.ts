import { unknownIn } from "../../sql/sql-text.ts";
import type { SqlWord } from "../sql-words.ts";
import { WordCursor } from "./word-cursor.ts";

const comparisons = new Set(["=", "<>", "!=", "<", ">", "<=", ">="]);

/** The column that a literal at `at` is compared with, or assigned to, with the name before its dot; null where it is none. */
export function comparedColumn(words: readonly SqlWord[], at: number): readonly [string | null, string] | null {
  let before = at - 1;
  const text = (index: number) => words[index]?.text.toUpperCase() ?? "";
  if (comparisons.has(text(before))) before--;
  else if (text(before) === "FROM" && text(before - 1) === "DISTINCT") {
    // `IS [NOT] DISTINCT FROM`
    before -= text(before - 2) === "NOT" ? 4 : 3;
  } else {
    // `IN ('a', 'b')`
    while (text(before) === "," || words[before]?.kind === "string") before--;
    if (text(before) !== "(" || text(before - 1) !== "IN") return null;
    before -= text(before - 2) === "NOT" ? 3 : 2;
  }
  return columnEndingAt(words, before);
}

function columnEndingAt(words: readonly SqlWord[], last: number): readonly [string | null, string] | null {
  const isQualified = words[last - 1]?.text === ".";
  const cursor = new WordCursor(words.slice(0, last + 1));
  cursor.at = isQualified ? last - 2 : last;
  const name = cursor.name();
  if (name === null || !cursor.isAtEnd || unknownIn(name.own.name) !== null) return null;
  return [name.schema?.name ?? null, name.own.name];
}
