import type { Colors } from "picocolors/types.js";
import { counted } from "../counted.ts";
import type { Finding, Fix, Severity } from "../rules/finding.ts";
import { jsonArray } from "./json-array.ts";
import type { FileReport } from "./report.ts";

/** What was done about findings, or would be. */
export type Deed = "Fixed" | "Would fix" | "Suppressed" | "Would suppress";

/** The closing lines: how much was found, fixed and can be fixed. */
export class Summary {
  #migrations = 0;
  readonly #severities: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  readonly #fixes: Record<Fix["applicability"], number> = { safe: 0, unsafe: 0 };

  /** Counts what was found in one migration. */
  add(findings: readonly Finding[]): void {
    this.#migrations++;
    for (const { severity, fix } of findings) {
      this.#severities[severity]++;
      if (fix !== null) this.#fixes[fix.applicability]++;
    }
  }

  /** @param did what was done about the `fixed` ones. */
  format(fixed: number, colors: Colors, did: Deed): string {
    if (this.#migrations === 0) return "";
    const count = Object.values(this.#severities).reduce((sum, each) => sum + each, 0);
    if (count === 0) {
      const migrations = counted(this.#migrations, "migration");
      return fixed > 0
        ? `${colors.green(`${did} ${counted(fixed, "finding")}; none remain`)} in ${migrations}.\n`
        : `${colors.green("No findings")} in ${migrations}.\n`;
    }
    const found =
      fixed > 0
        ? `${did} ${counted(fixed, "finding")}; remaining: ${this.#bySeverity()}.`
        : `Found ${counted(count, "finding")}: ${this.#bySeverity()}.`;
    return `${found}\n${this.#fixable()}`;
  }

  #bySeverity(): string {
    const severities: readonly Severity[] = ["error", "warning", "info", "hint"];
    return severities
      .map((severity) => ({ severity, count: this.#severities[severity] }))
      .filter(({ count }) => count > 0)
      .map(({ severity, count }) => (severity === "info" ? `${count} info` : counted(count, severity)))
      .join(", ");
  }

  #fixable(): string {
    const { safe, unsafe } = this.#fixes;
    const parts: string[] = [];
    if (safe > 0) parts.push(`${safe} fixable with --fix`);
    if (unsafe > 0) parts.push(`${unsafe}${safe > 0 ? " more" : " fixable"} with --fix --unsafe-fixes`);
    return parts.length === 0 ? "" : `${parts.join(", ")}.\n`;
  }
}

/** How often each rule was found, the most frequent first. */
export function formatStatistics(reports: readonly FileReport[]): Iterable<string> {
  return statistics(reports).map(({ code, count, fixable }) => `${count}\t${code}\t${fixable ? "[*]" : "[ ]"}\n`);
}

/** The same in ruff's shape. */
export function formatStatisticsAsJson(reports: readonly FileReport[]): Iterable<string> {
  return jsonArray(statistics(reports));
}

interface RuleCount {
  readonly code: string;
  readonly count: number;
  readonly fixable: boolean;
}

function statistics(reports: readonly FileReport[]): readonly RuleCount[] {
  const byRule = new Map<string, RuleCount>();
  for (const { findings } of reports)
    for (const { rule, fix } of findings) {
      const { count, fixable } = byRule.get(rule) ?? { count: 0, fixable: false };
      byRule.set(rule, { code: rule, count: count + 1, fixable: fixable || fix !== null });
    }
  return [...byRule.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
