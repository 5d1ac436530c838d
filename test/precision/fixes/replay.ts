import { relative } from "node:path";
import { applyByHand } from "./edit-ranges.ts";
import { runCheck } from "./reported-findings.ts";

/** More fixes than any file has. */
const STEPS = 1000;

/**
 * Applies the safe fixes of one file one after the other, each by its edits in the JSON, reading the findings anew after each.
 * @returns the text that no safe fix is offered in.
 * @throws Error when the fixes don't come to an end, or one reaches into another file.
 */
export function replayFixes(project: string, path: string, before: string, options: readonly string[]): string {
  let text = before;
  for (let step = 0; step < STEPS; step++) {
    const { findings } = runCheck(project, [...options, "--stdin-filename", relative(project, path), "-"], text);
    const edits = findings.find(({ safeEdits }) => safeEdits !== null)?.safeEdits ?? null;
    if (edits === null) return text;
    if (edits.some(({ filename }) => filename !== path)) throw new Error(`a safe fix of ${path} changes another file`);
    text = applyByHand(text, edits);
  }
  throw new Error(`the fixes of ${path} don't come to an end`);
}
