import { diffLines } from "diff";
import type { TextEdit } from "./migration/edit/text-edit.ts";

/** The line-wise edits that turn `before` into `after`. Offsets are UTF-16 code units of `before`. */
export function textDifference(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let position = 0;
  for (const { added, removed, value } of diffLines(before, after)) {
    if (!added && !removed) {
      position += value.length;
      continue;
    }
    const change: TextEdit = {
      start: position,
      end: position + (removed ? value.length : 0),
      text: added ? value : "",
    };
    position = change.end;
    const last = edits.at(-1);
    // A removal and the addition in its place are one edit.
    if (last?.end === change.start)
      edits.splice(-1, 1, { start: last.start, end: change.end, text: last.text + change.text });
    else edits.push(change);
  }
  return edits;
}
