import { lineStop, wholeLines } from "../migration/edit/layout.ts";
import type { TextEdit } from "../migration/edit/text-edit.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { SuppressedRule, Suppression } from "../migration/suppressions.ts";
import type { Fix } from "./finding.ts";
import type { Report, Rule } from "./rule.ts";

/** What it finds depends on what the other rules have found: `lint` asks `unusedSuppressions` when they are done. */
export const unusedSuppression: Rule = {
  name: "unused-suppression",
  description:
    "An `ignore[…]` comment suppresses nothing: the rule it names finds nothing there, or there is no such rule.",
  group: "linter",
  guideline: [],
  severity: "info",
  fix: "safe",
  check: () => [],
};

/**
 * Reports the names in `suppressions` that have suppressed nothing.
 * @param used the names that have.
 * @param isRule tells the name of a rule from any other.
 */
export function* unusedSuppressions(
  script: MigrationScript,
  suppressions: readonly Suppression[],
  used: ReadonlySet<SuppressedRule>,
  isRule: (name: string) => boolean,
): Iterable<Report> {
  for (const suppression of suppressions) {
    for (const rule of suppression.rules) {
      if (used.has(rule) || rule.name === unusedSuppression.name) continue;
      const { start, end, name } = rule;
      const message = isRule(name)
        ? `${name} finds nothing here: this suppression can go.`
        : `There is no rule ${name}: this suppression does nothing.`;
      yield { start, end, message, fix: removal(script, suppression, rule, used) };
    }
  }
}

/** Takes the name out, or the whole comment where it names nothing else that is used. */
function removal(
  script: MigrationScript,
  suppression: Suppression,
  rule: SuppressedRule,
  used: ReadonlySet<SuppressedRule>,
): Fix {
  const stays = suppression.rules.some((other) => used.has(other));
  const edit = stays ? withoutName(suppression, rule) : withoutComment(script.source, suppression);
  return { applicability: "safe", message: "Remove the suppression", edits: [edit], fileChanges: [] };
}

function withoutName({ rules }: Suppression, rule: SuppressedRule): TextEdit {
  const index = rules.indexOf(rule);
  const next = rules[index + 1];
  const previous = rules[index - 1];
  if (next !== undefined) return { start: rule.start, end: next.start, text: "" };
  return { start: previous?.end ?? rule.start, end: rule.end, text: "" };
}

function withoutComment(source: string, { comment }: Suppression): TextEdit {
  const lines = wholeLines(source, comment);
  if (lines !== null) return { ...lines, text: "" };
  const before = source.slice(0, comment.start);
  return { start: before.trimEnd().length, end: lineStop(source, comment.start), text: "" };
}
