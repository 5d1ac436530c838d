import { suppressStatement } from "../migration/edit/suppress.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Finding } from "../rules/finding.ts";
import { unusedSuppression } from "../rules/unused-suppression.ts";

/** The findings with a comment that suppresses each as its fix. A suppression that suppresses nothing is left to its own. */
export function suppressing(findings: readonly Finding[], script: MigrationScript, reason: string): readonly Finding[] {
  return findings.map((finding) => {
    const { rule, start } = finding;
    if (rule === unusedSuppression.name) return { ...finding, fix: null };
    const { reasonAt: _, ...edit } = suppressStatement(script, rule, start, reason);
    return {
      ...finding,
      fix: { applicability: "safe", message: `Suppress ${rule}`, edits: [edit], fileChanges: [] },
    };
  });
}
