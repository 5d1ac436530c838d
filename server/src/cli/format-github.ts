import { relative } from "node:path";
import type { Severity } from "../rules/finding.ts";
import type { Printing } from "./formats.ts";
import { Places } from "./places.ts";
import type { FileReport } from "./report.ts";

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

/**
 * Annotations of a pull request: the workflow commands that GitHub Actions reads from a step's output, a line for each finding (GitHub's
 * documentation, "Workflow commands for GitHub Actions").
 */
export function* formatGithub(reports: readonly FileReport[], { checkout }: Printing): Iterable<string> {
  for (const { filename, text, findings } of reports) {
    const places = new Places(text);
    for (const { rule, severity, message, start, end } of findings) {
      const from = places.at(start);
      const to = places.at(end);
      const properties = {
        title: `alembic-guidelines (${rule})`,
        file: relative(checkout, filename),
        line: from.row,
        // Columns are for findings of one line only: GitHub refuses others.
        ...(from.row === to.row ? { col: from.column, endColumn: to.column } : {}),
        endLine: to.row,
      };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      yield `::${commands[severity]} ${list.join(",")}::${rule}: ${escapeData(message)}\n`;
    }
  }
}

/** As `@actions/core` does it. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
