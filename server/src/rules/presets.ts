import type { Severity } from "./finding.ts";
import type { Rule, RuleGroup } from "./rule.ts";

/** Choices of rules and severities: `guidelines` is what the rules say themselves. */
export const presets = ["essential", "guidelines", "all"] as const;
export type Preset = (typeof presets)[number];

/** For teams that adopt the guideline step by step: what repeats or reverts badly is told, and fails no build. */
const loweredByEssential: ReadonlySet<RuleGroup> = new Set(["idempotency", "downgrade"]);

/**
 * Gives the severity that a finding of `rule` has under a preset.
 * @param own the finding's own severity, where it differs from its rule's.
 */
export function severityIn(
  preset: Preset,
  rule: Pick<Rule, "group" | "severity">,
  own: Severity = rule.severity,
): Severity {
  const isLowered = preset === "essential" && loweredByEssential.has(rule.group) && own !== "hint";
  return isLowered ? "info" : own;
}
