import { knownText } from "../../python/text.ts";
import type { ArgumentValue, Value } from "../../python/value.ts";
import type { Operand } from "../database-object.ts";

/** The operand that a value gives as a name. */
export function nameOperand(value: Value, expression: Operand["expression"] = null): Operand {
  return { text: value.kind === "text" ? knownText(value.text) : null, expression };
}

/** An argument by its keyword, or by its position among the positional ones; null for None and where none is given. */
export function nameGiven(
  values: readonly ArgumentValue[],
  position: number | null,
  ...keywords: readonly string[]
): Operand | null {
  const positional = values.filter(({ keyword, splat }) => keyword === null && !splat);
  const given =
    values.find(({ keyword }) => keyword !== null && keywords.includes(keyword)) ??
    (position === null ? undefined : positional[position]);
  if (given === undefined || (given.value.kind === "constant" && given.value.value === null)) return null;
  const { expression } = given;
  const written = expression === null || expression.kind === "string";
  return nameOperand(given.value, written ? null : { start: expression.start, end: expression.end });
}
