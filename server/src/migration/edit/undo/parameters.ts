import type { Create } from "../../operation.ts";
import type { SqlWord } from "../../sql-words.ts";

/**
 * The parameters of a created function in their parentheses, without defaults: DROP FUNCTION takes them as CREATE FUNCTION does otherwise
 * (manual, DROP FUNCTION). Null where they can't be known.
 */
export function parametersOf({ origin }: Create): string | null {
  const words = origin.words?.() ?? [];
  const start = words.findIndex(({ text }) => text === "(");
  if (start === -1) return null;
  const parameters: SqlWord[][] = [[]];
  let depth = 0;
  for (const word of words.slice(start + 1)) {
    if (word.text === ")" && depth === 0) {
      const texts = parameters.map(parameterText);
      return texts.includes(null) ? null : `(${texts.filter((text) => text !== "").join(", ")})`;
    }
    if (word.text === "(" || word.text === "[") depth++;
    else if (word.text === ")" || word.text === "]") depth--;
    if (word.text === "," && depth === 0) parameters.push([]);
    else parameters.at(-1)?.push(word);
  }
  return null;
}

function parameterText(words: readonly SqlWord[]): string | null {
  const end = words.findIndex(({ text }) => text === "=" || text.toUpperCase() === "DEFAULT");
  const own = end === -1 ? words : words.slice(0, end);
  if (own.some(({ span }) => span === null)) return null;
  return own
    .map(({ text }) => text)
    .join(" ")
    .replace(/ (?=[()[\],.])|(?<=[([.]) /g, "");
}
