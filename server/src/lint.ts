import type { Context } from "./context.ts";
import type { MigrationScript } from "./migration/script.ts";
import type { Finding, Fix } from "./rules/finding.ts";
import { rules } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";
import type { Settings } from "./settings.ts";

export interface LintResult {
  /** Sorted by start, then end, then rule. */
  readonly findings: readonly Finding[];
  /** Rules that threw; the others have still reported. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/**
 * The one door into the engine: what the rules find in a script. Pure: no I/O, no state kept. What a rule finds several times in one
 * range, as in a loop, is one finding.
 * @param chosen the rules to apply; all where nothing is said.
 */
export function lint(
  script: MigrationScript,
  settings: Settings,
  context: Context,
  chosen: readonly Rule[] = rules,
): LintResult {
  const findings = new Map<string, Finding>();
  const failures: { rule: string; error: unknown }[] = [];
  for (const rule of chosen) {
    try {
      for (const report of rule.check(script, context, settings)) {
        const finding: Finding = {
          severity: rule.severity,
          ...report,
          fix: applicable(script, report.fix),
          rule: rule.name,
        };
        const key = `${finding.start} ${finding.end} ${rule.name}`;
        if (!findings.has(key)) findings.set(key, finding);
      }
    } catch (error) {
      failures.push({ rule: rule.name, error });
    }
  }
  return { findings: [...findings.values()].sort(inOrder), failures };
}

/** No fix for a statement that is still open at the end of the text. */
function applicable({ source }: MigrationScript, fix: Fix | null): Fix | null {
  return fix?.edits.every((edit) => edit.end <= source.length) ? fix : null;
}

function inOrder(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
