/** One replacement in a source text. Offsets are UTF-16 code units; `start === end` inserts. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Gives `source` with `edits` applied.
 * @param edits in any order; they must not overlap. Two insertions at one place keep their order.
 * @throws RangeError when two edits overlap.
 */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let position = 0;
  for (const edit of ordered) {
    if (edit.start < position) throw new RangeError(`edits overlap at offset ${edit.start}`);
    result += source.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + source.slice(position);
}

/** Insertions at one place become one, in their order: editors may reverse them otherwise. */
export function joinedAt(edits: readonly TextEdit[], at: number): readonly TextEdit[] {
  const isThere = (edit: TextEdit) => edit.start === at && edit.end === at;
  const text = edits
    .filter(isThere)
    .map((edit) => edit.text)
    .join("");
  return [...edits.filter((edit) => !isThere(edit)), { start: at, end: at, text }];
}
