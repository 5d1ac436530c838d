import { suggestion } from "../nearest-name.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads a comma-separated list of rule names.
 * @throws UsageError for a name that is no rule's, naming the nearest one.
 */
export function parseRuleNames(list: string, known: readonly string[], option: string): string[] {
  const names = list.split(",").map((name) => name.trim());
  for (const name of names) {
    if (name === "") throw new UsageError(`${option}: a rule's name is missing in '${list}'`);
    if (!known.includes(name)) throw new UsageError(`${option}: no rule is named '${name}'${suggestion(name, known)}`);
  }
  return names;
}
