import leven from "leven";
import { UsageError } from "./usage-error.ts";

/**
 * Reads a comma-separated list of rule names.
 * @throws UsageError for a name that is no rule's, naming the nearest one.
 */
export function parseRuleNames(list: string, known: readonly string[], option: string): string[] {
  const names = list.split(",").map((name) => name.trim());
  for (const name of names) {
    if (!known.includes(name)) throw new UsageError(`${option}: no rule is named '${name}'${suggestion(name, known)}`);
  }
  return names;
}

function suggestion(name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((rule) => ({ rule, distance: leven(name, rule) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest === undefined ? "" : `; did you mean '${nearest.rule}'?`;
}
