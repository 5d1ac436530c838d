import type { Span } from "./syntax.ts";

/** A stretch of a text value, and where in the source it comes from. */
export interface Piece extends Span {
  /** Null where the text can't be known. */
  readonly value: string | null;
  /** Every unit of `value` stands in the source as it is, from `start` on. */
  readonly verbatim: boolean;
  /** For an unknown piece: the expression that gives it, when it is put in unchanged. */
  readonly expression: Span | null;
}

/** A text as it is put together at run time. */
export type Text = readonly Piece[];

/** The text of a part that can't be known, given by the expression at `span`. */
export function unknownPiece(span: Span, expression: Span | null): Piece {
  return { value: null, start: span.start, end: span.end, verbatim: false, expression };
}

/** More than any hand puts together: `x = x + x`, written 30 times, would fill all memory. */
const mostPutIn = { characters: 100_000, pieces: 5_000 };

/**
 * `text`, put together at `span`; where too much of it stands somewhere else, or nowhere, one that can't be known. What is unknown on both
 * sides is one piece: it would grow again otherwise.
 */
export function limitedText(text: Text, span: Span): Text {
  let characters = 0;
  let pieces = 0;
  let isNothing = text.length > 1;
  for (const { value, verbatim, expression } of text) {
    if (verbatim) {
      isNothing = false;
      continue;
    }
    characters += value?.length ?? 0;
    pieces++;
    if (value !== null || expression !== null) isNothing = false;
  }
  if (isNothing) return [unknownPiece(span, null)];
  return characters > mostPutIn.characters || pieces > mostPutIn.pieces ? [unknownPiece(span, null)] : text;
}

/** The whole text, or null when a part of it is unknown. */
export function knownText(text: Text): string | null {
  let result = "";
  for (const piece of text) {
    if (piece.value === null) return null;
    result += piece.value;
  }
  return result;
}

/** A known text that stands nowhere in the source as such; all of it maps to `span`. */
export function derivedText(value: string, span: Span): Text {
  return value === "" ? [] : [{ value, start: span.start, end: span.end, verbatim: false, expression: null }];
}

/**
 * `text` as it is seen where `expression` puts it in, at `span`: all of it maps there. Only what is one piece is given by the
 * expression alone; of several, each is less than the expression's value.
 */
export function putInAt(text: Text, span: Span, expression: Span | null): Text {
  const alone = text.length === 1 ? expression : null;
  return text.map((piece) => ({ ...piece, start: span.start, end: span.end, verbatim: false, expression: alone }));
}

/** `text` as an operand at `span` gives it: pieces written there stay what they are, those from elsewhere are put in. */
export function broughtInAt(text: Text, span: Span): Text {
  const put = putInAt(text, span, span);
  return text.map((piece, index) =>
    piece.start >= span.start && piece.end <= span.end ? piece : (put[index] ?? piece),
  );
}

/** `text` without the units before `from` and from `to` on; unknown pieces count as no unit and stay. */
export function sliceText(text: Text, from: number, to: number): Text {
  const result: Piece[] = [];
  let offset = 0;
  for (const piece of text) {
    if (piece.value === null) {
      if (offset >= from && offset <= to) result.push(piece);
      continue;
    }
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, piece.value.length);
    offset += piece.value.length;
    if (start >= end) continue;
    const value = piece.value.slice(start, end);
    result.push(
      piece.verbatim ? { ...piece, value, start: piece.start + start, end: piece.start + end } : { ...piece, value },
    );
  }
  return result;
}

/** Applies `change` to each known piece; for changes that don't look across pieces, like `upper`. */
export function mapText(text: Text, change: (value: string) => string): Text {
  return text.map((piece) => {
    if (piece.value === null) return { ...piece, expression: null };
    const value = change(piece.value);
    return value === piece.value
      ? piece
      : { ...piece, value, verbatim: piece.verbatim && value.length === piece.value.length };
  });
}

/** `text.strip()`: without the white space at both ends, as far as the ends are known. */
export function stripText(text: Text): Text {
  const first = text[0]?.value;
  const last = text.at(-1)?.value;
  const length = text.reduce((sum, piece) => sum + (piece.value?.length ?? 0), 0);
  const from = first === null || first === undefined ? 0 : first.length - first.trimStart().length;
  const to = last === null || last === undefined ? length : length - (last.length - last.trimEnd().length);
  return sliceText(text, from, Math.max(from, to));
}

/** `textwrap.dedent`: the common indentation of all lines that hold more than blanks goes. */
export function dedentText(text: Text): Text {
  const flat = text.map((piece) => piece.value ?? "").join("");
  const margins = flat
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.replace(/^[ \t]+/, "").length);
  const margin = margins.length === 0 ? 0 : Math.min(...margins);
  if (margin === 0) return text;
  const result: Piece[] = [];
  let offset = 0;
  for (const line of flat.split("\n")) {
    const indentation = line.length - line.replace(/^[ \t]+/, "").length;
    result.push(...sliceText(text, offset + Math.min(margin, indentation), offset + line.length + 1));
    offset += line.length + 1;
  }
  return result;
}
