import type { Printing } from "./formats.ts";
import { Places } from "./places.ts";
import type { FileReport } from "./report.ts";
import { severityColor } from "./severity-color.ts";
import { formatSummary } from "./summary.ts";

/** One line for each finding: `path:row:column: severity[rule] message`. */
export function formatConcise(reports: readonly FileReport[], { colors, fixed, did }: Printing): string {
  let output = "";
  for (const { displayName, text, findings } of reports) {
    const places = new Places(text);
    for (const finding of findings) {
      const { row, column } = places.at(finding.start);
      const label = severityColor(colors, finding.severity)(`${finding.severity}[${finding.rule}]`);
      output += `${colors.bold(displayName)}:${row}:${column}: ${label} ${finding.message}\n`;
    }
  }
  return output + formatSummary(reports, fixed, colors, did);
}
