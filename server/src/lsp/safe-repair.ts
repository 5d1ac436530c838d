import { type Repaired, repair } from "../repair.ts";
import type { Finding, Fix } from "../rules/finding.ts";

/** Whether a fix is made without asking: it is safe, and touches no other file. */
export function isSafe({ applicability, fileChanges }: Fix): boolean {
  return applicability === "safe" && fileChanges.length === 0;
}

/**
 * Applies the safe fixes of the rules that are `wanted`.
 * @param find finds what is wrong with a text; null for no migration.
 * @returns null when `source` is no migration.
 */
export function repairSafely(
  source: string,
  find: (text: string) => readonly Finding[] | null,
  wanted: (rule: string) => boolean = () => true,
): Repaired | null {
  return repair(source, {
    find,
    accept: (fix, finding) => isSafe(fix) && wanted(finding.rule),
    changeFiles: () => false,
  });
}
