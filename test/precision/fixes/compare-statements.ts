import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Range } from "./edit-ranges.ts";

/** A file before and after its fixes. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** What the fixes' edits cover of `before`. */
  readonly ranges: readonly Range[];
}

export interface StatementComparison {
  readonly path: string;
  /** Python's words on a text that does not parse; null where it does. */
  readonly brokenBefore: string | null;
  readonly brokenAfter: string | null;
  /** Statements that no edit touches, and that are not there any more. */
  readonly lost: readonly string[];
}

// Beside the sources: the program is bundled to a folder as deep as theirs.
const script = join(import.meta.dirname, "../../test/precision/fixes/statements.py");

/**
 * Compares by Python's own `ast`.
 * @param python the interpreter: the newest there is, since the migrations may use any syntax.
 * @throws Error when the interpreter fails.
 */
export function compareStatements(files: readonly ChangedFile[], python: string): readonly StatementComparison[] {
  const bytes = (text: string, offset: number) => Buffer.byteLength(text.slice(0, offset));
  const input = files.map((file) => ({
    ...file,
    ranges: file.ranges.map(({ start, end }) => [bytes(file.before, start), bytes(file.before, end)]),
  }));
  const run = spawnSync(python, [script], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (run.status !== 0) throw run.error ?? new Error(run.stderr);
  const comparisons: readonly StatementComparison[] = JSON.parse(run.stdout);
  return comparisons;
}
