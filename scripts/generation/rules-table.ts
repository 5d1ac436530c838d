import { rules } from "../../server/src/rules/index.ts";
import { type RuleGroup, ruleGroups } from "../../server/src/rules/rule.ts";

const headings: Readonly<Record<RuleGroup, string>> = {
  "enum values": "Enum values",
  transactions: "Transactions",
  schemas: "Schemas and optional objects",
  idempotency: "Idempotency",
  downgrade: "Downgrade",
  revisions: "Revisions",
  "run time": "SQL and Python that fail at run time",
  linter: "About the linter itself",
};

/** The README's list of rules, in Markdown: a table for each group that has any. */
export function rulesTable(): string {
  const tables = ruleGroups.flatMap((group) => {
    const rows = rules
      .filter((rule) => rule.group === group)
      .map(({ name, description, severity, fix }) => {
        return `| [\`${name}\`](docs/rules/${name}.md) | ${severity} | ${fix === "none" ? "–" : fix} | ${description} |`;
      });
    return rows.length === 0
      ? []
      : [[`| ${headings[group]} | severity | fix | |`, "|---|---|---|---|", ...rows].join("\n")];
  });
  return tables.join("\n\n");
}
