import type { Colors, Formatter } from "picocolors/types.js";
import { checklistSummary, type PointState } from "../checklist/checklist.ts";
import { marks } from "../checklist/checklist-text.ts";
import type { Finding } from "../rules/finding.ts";
import type { ChecklistReport } from "./checklist.ts";
import { Places } from "./places.ts";

/** The file, its eight points with their findings, and how many hold. What stands against several points is explained once. */
export function formatChecklistsAsText(reports: readonly ChecklistReport[], colors: Colors): string {
  return reports.map((report) => `${linesOf(report, colors).join("\n")}\n`).join("\n");
}

function linesOf({ displayName, text, points }: ChecklistReport, colors: Colors): readonly string[] {
  if (points === null) return [colors.bold(displayName), "  history, by start-after: not checked"];
  const places = new Places(text);
  const color = colorsOf(colors);
  const told = new Set<Finding>();
  const lineOf = (finding: Finding) => {
    const { rule, message, start } = finding;
    const { row, column } = places.at(start);
    const said = told.has(finding) ? "as above" : message;
    told.add(finding);
    return `      ${row}:${column} ${said} ${colors.dim(`[${rule}]`)}`;
  };
  return [
    colors.bold(displayName),
    ...points.flatMap(({ title, state, why, findings }) => [
      `  ${color[state](marks[state])} ${title} ${colors.dim(`(${why})`)}`,
      ...findings.map(lineOf),
    ]),
    `  ${checklistSummary(points)}`,
  ];
}

function colorsOf({ green, red, yellow, dim }: Colors): Readonly<Record<PointState, Formatter>> {
  return { held: green, failed: red, unchecked: yellow, untested: dim };
}

/** An object for each migration: `filename`, `summary` and `points`, null for history. Findings have the names that `check` gives them. */
export function formatChecklistsAsJson(reports: readonly ChecklistReport[]): string {
  const described = reports.map(({ filename, text, points }) => {
    if (points === null) return { filename, summary: null, points };
    const places = new Places(text);
    const describe = ({ rule, severity, message, start, end }: Finding) => ({
      code: rule,
      severity,
      message,
      location: places.at(start),
      end_location: places.at(end),
    });
    return {
      filename,
      summary: checklistSummary(points),
      points: points.map(({ findings, suppressed, ...point }) => ({
        ...point,
        findings: findings.map(describe),
        suppressed: suppressed.map(describe),
      })),
    };
  });
  return `${JSON.stringify(described, null, 2)}\n`;
}
