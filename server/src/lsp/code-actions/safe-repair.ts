import { type Repaired, repair } from "../../repair.ts";
import type { Finding } from "../../rules/finding.ts";
import { isSafe } from "./fixable.ts";

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
    accept: (fix, finding) => isSafe({ ...finding, fix }) && wanted(finding.rule),
    changeFiles: () => false,
  });
}
