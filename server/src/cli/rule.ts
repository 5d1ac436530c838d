import { rulePage, rulePageText } from "../rule-pages.ts";
import { rules } from "../rules/index.ts";
import { type Rule, ruleGroups } from "../rules/rule.ts";
import type { Output } from "./output.ts";
import { parseRuleNames } from "./rule-names.ts";
import { UsageError } from "./usage-error.ts";

export const ruleFormats = ["text", "json"] as const;

export interface RuleOptions {
  /** Explain every rule. */
  readonly all: boolean;
  readonly outputFormat: (typeof ruleFormats)[number];
}

/**
 * Carries out `rule`: explains one rule or all, with their pages; without either lists what rules there are.
 * @throws UsageError when there is no such rule, or both a name and `--all` are given.
 */
export async function explainRules(
  name: string | null,
  { all, outputFormat }: RuleOptions,
  output: Output,
): Promise<void> {
  if (name !== null && all) throw new UsageError("rule: a name can't be combined with --all");
  const wanted = name === null ? rules : rulesNamed(name);
  if (outputFormat === "json") output.out(`${JSON.stringify(wanted.map(describe), null, 2)}\n`);
  else if (name === null && !all) output.out(list(output));
  else {
    const { formatPage } = await import("./format-page.ts");
    for (const [index, rule] of wanted.entries()) {
      if (index > 0) output.out(`\n${output.colors.dim("─".repeat(Math.min(output.columns ?? 80, 80)))}\n\n`);
      output.out(formatPage(page(rule), output.colors, output.columns));
    }
  }
}

function rulesNamed(name: string): readonly Rule[] {
  const [known] = parseRuleNames(
    name,
    rules.map((rule) => rule.name),
    "rule",
  );
  return rules.filter((rule) => rule.name === known);
}

function describe(rule: Rule): object {
  const { name, description, group, severity, fix, guideline } = rule;
  return { name, description, group, severity, fix, guideline, explanation: page(rule), url: rulePage(name) };
}

/** The page as it is; where it was not installed along, what the rule itself says. */
function page({ name, description, severity, fix, guideline }: Rule): string {
  return (
    rulePageText(name) ??
    `# ${name}\n\n${description}\n\nSeverity: ${severity} · Fix: ${fix} · Guideline: ${guideline.join(", ") || "none"}\n`
  );
}

function list({ colors }: Output): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  const groups = ruleGroups.flatMap((group) => {
    const lines = rules
      .filter((rule) => rule.group === group)
      .map(({ name, severity, fix, description }) => {
        const label = `${severity.padEnd(7)}  ${(fix === "none" ? "" : fix).padEnd(6)}`;
        return `  ${colors.bold(name.padEnd(width))}  ${label}  ${description.replaceAll("`", "")}\n`;
      });
    return lines.length === 0 ? [] : [`${colors.cyan(group)}\n${lines.join("")}`];
  });
  return `${groups.join("\n")}\nThe columns: the rule, its severity, how safe its fix is. \`alembic-guidelines rule NAME\` explains one.\n`;
}
