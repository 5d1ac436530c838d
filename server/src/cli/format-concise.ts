import type { Printing } from "./formats.ts";
import { Places } from "./places.ts";
import type { FileReport } from "./report.ts";
import { severityColor } from "./severity-color.ts";
import { Summary } from "./summary.ts";

/** One line for each finding: `path:row:column: severity[rule] message`. */
export function* formatConcise(reports: readonly FileReport[], { colors, fixed, did }: Printing): Iterable<string> {
  const summary = new Summary();
  for (const { displayName, text, findings } of reports) {
    summary.add(findings);
    if (findings.length === 0) continue;
    const places = new Places(text);
    let output = "";
    for (const finding of findings) {
      const { row, column } = places.at(finding.start);
      const label = severityColor(colors, finding.severity)(`${finding.severity}[${finding.rule}]`);
      output += `${colors.bold(displayName)}:${row}:${column}: ${label} ${finding.message}\n`;
    }
    yield output;
  }
  yield summary.format(fixed, colors, did);
}
