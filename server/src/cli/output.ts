import type { Colors } from "picocolors/types.js";
import type { Progress } from "../project/indexing/progress.ts";

/** Where a command writes. */
export interface Output {
  readonly colors: Colors;
  /** How wide the terminal is; null where the output goes elsewhere. */
  readonly columns: number | null;
  readonly out: (text: string | Uint8Array) => void;
  /** Takes one line or more about what went wrong, or what the user should know; they need not end with a line break. */
  readonly complain: (lines: string) => void;
  /** Shows on a terminal how far a long run has come. */
  readonly progress: Progress;
}
