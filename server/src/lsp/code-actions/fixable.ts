import type { Finding, Fix } from "../../rules/finding.ts";

/** A finding with a fix. */
export type Fixable = Finding & { readonly fix: Fix };

export function isFixable(finding: Finding): finding is Fixable {
  return finding.fix !== null;
}

/** Whether the fix may be applied together with all others: it changes this text only, and not what it does. */
export function isSafe({ fix }: Fixable): boolean {
  return fix.applicability === "safe" && fix.fileChanges.length === 0;
}

/** The preferred fix, then its alternatives. */
export function fixesOf({ fix, alternatives = [] }: Fixable): readonly Fix[] {
  return [fix, ...alternatives];
}

/** Finds a fix again; null when there is none like it any more. */
export function findFix(
  fixable: readonly Fixable[],
  wanted: { readonly rule: string; readonly start: number; readonly end: number; readonly message: string },
): Fix | null {
  const found = fixable.find(
    ({ rule, start, end }) => rule === wanted.rule && start === wanted.start && end === wanted.end,
  );
  return found === undefined ? null : (fixesOf(found).find(({ message }) => message === wanted.message) ?? null);
}
