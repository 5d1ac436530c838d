import { goodExample } from "../../rule-example.ts";
import { rulePage, rulePageText } from "../../rule-pages.ts";
import type { Fix, Severity } from "../../rules/finding.ts";
import type { Rule } from "../../rules/rule.ts";
import type { ClientFeatures } from "../client-features.ts";

/** What the VS Code client does itself: it opens a rule's page. Its argument is the rule's name. */
const showRule = "alembicGuidelines.showRule";

/**
 * A rule in four lines with its good example, as Markdown.
 * @param severity the one that it has here.
 * @param fix that of a finding; null where the finding has none, left out where there is no finding.
 */
export function ruleText(rule: Rule, severity: Severity | "off", features: ClientFeatures, fix?: Fix | null): string {
  const { name, description } = rule;
  const link = ruleLink(name, features);
  const lines = [
    `**${name}** · ${severity}`,
    description,
    fixLine(rule, fix),
    ...(link === null ? [] : [`[Why, and what else helps](${link})`]),
  ];
  const page = rulePageText(name);
  const example = page === null ? null : goodExample(page);
  // Two blanks end a line of Markdown.
  const head = lines.join("  \n");
  return example === null ? head : `${head}\n\n\`\`\`python\n${example}\n\`\`\``;
}

/** Where a rule is explained: the client's own command where it has one, else the page's file; null for none. */
function ruleLink(name: string, features: ClientFeatures): string | null {
  if (features.commands.has(showRule)) return `command:${showRule}?${encodeURIComponent(JSON.stringify([name]))}`;
  return rulePage(name);
}

function fixLine(rule: Rule, fix: Fix | null | undefined): string {
  if (fix === null) return "No fix here.";
  if (fix !== undefined) return `Fix: ${fix.message} (${fix.applicability === "safe" ? "safe" : unsafe})`;
  return rule.fix === "none" ? "It has no fix." : `It has a fix (${rule.fix === "safe" ? "safe" : unsafe}).`;
}

const unsafe = "unsafe: look at what it does";
