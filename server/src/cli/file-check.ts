import type { PackedReport } from "./packed-report.ts";

/** The outcome for one migration. */
export interface FileCheck {
  /** What remains, and the text it remains in. */
  readonly report: PackedReport;
  /** How many findings the fixes removed. */
  readonly fixed: number;
  /** What the fixes change, in this file and in others; empty unless `--diff` asks for it. */
  readonly diff: string;
  /** The source after the fixes, as bytes. */
  readonly source: Uint8Array;
}
