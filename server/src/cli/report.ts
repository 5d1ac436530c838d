import type { Finding } from "../rules/finding.ts";

/** What was found in one file. */
export interface FileReport {
  /** Absolute, or the name that was given for standard input. */
  readonly filename: string;
  /** As people see it: relative to the working folder where it lies in it. */
  readonly displayName: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}
