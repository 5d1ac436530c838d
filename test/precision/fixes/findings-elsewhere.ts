import type { ReportedFinding } from "./reported-findings.ts";

/** What the fixes did to findings that they were not for. */
export interface FindingsElsewhere {
  /** Found after the fixes only. */
  readonly added: readonly ReportedFinding[];
  /** Without a safe fix before, and found no more. */
  readonly gone: readonly ReportedFinding[];
}

/** Compares by file, rule and message: lines move. */
export function findingsElsewhere(
  before: readonly ReportedFinding[],
  after: readonly ReportedFinding[],
): FindingsElsewhere {
  const unfixed = before.filter(({ safeEdits }) => safeEdits === null);
  return { added: without(after, before), gone: without(unfixed, after) };
}

function without(findings: readonly ReportedFinding[], others: readonly ReportedFinding[]): ReportedFinding[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
  return findings.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count <= 0;
  });
}

function keyOf({ filename, rule, message }: ReportedFinding): string {
  return JSON.stringify([filename, rule, message]);
}
