import { rules } from "./index.ts";
import type { RuleGroup } from "./rule.ts";

const groups: ReadonlyMap<string, RuleGroup> = new Map(rules.map(({ name, group }) => [name, group]));

/** What keeps a migration from being run again: the guideline's sections 1, 2, 4 and 5. */
const ofRepetition: ReadonlySet<RuleGroup | undefined> = new Set<RuleGroup>(["enum values", "idempotency"]);

/** Whether the fixes of a group write SQL that only PostgreSQL may understand. */
export function writesSql(group: RuleGroup): boolean {
  return ofRepetition.has(group) || group === "schemas";
}

/** Whether the fixes of a rule make a migration repeatable. */
export function makesRepeatable(rule: string): boolean {
  return ofRepetition.has(groups.get(rule));
}
