import type { Colors } from "picocolors/types.js";
import { counted } from "../counted.ts";
import type { Finding, Severity } from "../rules/finding.ts";
import type { FileReport } from "./report.ts";

/** What was done about findings, or would be. */
export type Deed = "Fixed" | "Would fix" | "Suppressed" | "Would suppress";

/**
 * The closing lines: how much was found, fixed and can be fixed.
 * @param did what was done about the fixed ones.
 */
export function formatSummary(reports: readonly FileReport[], fixed: number, colors: Colors, did: Deed): string {
  if (reports.length === 0) return "";
  const findings = reports.flatMap((report) => report.findings);
  if (findings.length === 0) {
    const migrations = counted(reports.length, "migration");
    return fixed > 0
      ? `${colors.green(`${did} ${counted(fixed, "finding")}; none remain`)} in ${migrations}.\n`
      : `${colors.green("No findings")} in ${migrations}.\n`;
  }
  const found =
    fixed > 0
      ? `${did} ${counted(fixed, "finding")}; remaining: ${bySeverity(findings)}.`
      : `Found ${counted(findings.length, "finding")}: ${bySeverity(findings)}.`;
  return `${found}\n${fixable(findings)}`;
}

/** How often each rule was found, the most frequent first. */
export function formatStatistics(reports: readonly FileReport[]): string {
  const byRule = new Map<string, { count: number; fixable: boolean }>();
  for (const finding of reports.flatMap((report) => report.findings)) {
    const entry = byRule.get(finding.rule) ?? { count: 0, fixable: false };
    byRule.set(finding.rule, { count: entry.count + 1, fixable: entry.fixable || finding.fix !== null });
  }
  return [...byRule]
    .sort(([a, { count: countA }], [b, { count: countB }]) => countB - countA || (a < b ? -1 : 1))
    .map(([rule, { count, fixable }]) => `${count}\t${rule}\t${fixable ? "[*]" : "[ ]"}\n`)
    .join("");
}

function bySeverity(findings: readonly Finding[]): string {
  const severities: readonly Severity[] = ["error", "warning", "info", "hint"];
  return severities
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => (severity === "info" ? `${count} info` : counted(count, severity)))
    .join(", ");
}

function fixable(findings: readonly Finding[]): string {
  const count = (applicability: string) => findings.filter(({ fix }) => fix?.applicability === applicability).length;
  const safe = count("safe");
  const unsafe = count("unsafe");
  const parts: string[] = [];
  if (safe > 0) parts.push(`${safe} fixable with --fix`);
  if (unsafe > 0) parts.push(`${unsafe}${safe > 0 ? " more" : " fixable"} with --fix --unsafe-fixes`);
  return parts.length === 0 ? "" : `${parts.join(", ")}.\n`;
}
