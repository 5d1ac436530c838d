import { entryOf } from "./elements.ts";
import type { Expression, Span } from "./syntax.ts";
import { broughtInAt, putInAt, type Text, unknownPiece } from "./text.ts";
import { asText, unknown, type Value } from "./value.ts";

export type Field = { readonly literal: string } | { readonly value: Value; readonly span: Span | null };

/** `text % values`: `%s` and `%d` put a value in; what any other conversion makes of it is unknown. */
export function percentFormat(
  text: Text,
  values: Value,
  expression: Extract<Expression, { kind: "binary" }>,
  abroad: Span | null,
): Text {
  const { right } = expression;
  const items = values.kind === "sequence" ? values.items : [values];
  const spans = right.kind === "sequence" ? right.items : [right];
  let next = 0;
  return expandFields(text, /%(?:\((\w+)\))?([-#0 +]*\d*(?:\.\d+)?)([a-zA-Z%])/, (match) => {
    if (match[3] === "%") return { literal: "%" };
    const plain = match[2] === "" && (match[3] === "s" || match[3] === "d");
    const name = match[1];
    const own = (span: Span | null) => (abroad === null ? span : null);
    if (name !== undefined) {
      const value = values.kind === "mapping" ? entryOf(values, name) : unknown;
      return plain
        ? { value: value ?? unknown, span: own(dictionaryValue(right, name)) }
        : { value: unknown, span: null };
    }
    const index = next++;
    return plain ? { value: items[index] ?? unknown, span: own(spans[index] ?? null) } : { value: unknown, span: null };
  });
}

function dictionaryValue(expression: Expression, key: string): Expression | null {
  if (expression.kind !== "dictionary") return null;
  const entry = expression.entries.find(
    ({ key: candidate }) =>
      candidate?.kind === "string" &&
      candidate.parts.length === 1 &&
      candidate.parts[0]?.kind === "text" &&
      candidate.parts[0].value === key,
  );
  return entry?.value ?? null;
}

/** Replaces each field that `pattern` finds in the known pieces of `text`. */
export function expandFields(text: Text, pattern: RegExp, fill: (match: RegExpExecArray) => Field): Text {
  const result: Text[number][] = [];
  for (const piece of text) {
    if (piece.value === null) {
      result.push(piece);
      continue;
    }
    let position = 0;
    const cut = (from: number, to: number) => {
      if (from >= to || piece.value === null) return;
      const value = piece.value.slice(from, to);
      result.push(
        piece.verbatim ? { ...piece, value, start: piece.start + from, end: piece.start + to } : { ...piece, value },
      );
    };
    const search = new RegExp(pattern, "g");
    for (let match = search.exec(piece.value); match !== null; match = search.exec(piece.value)) {
      cut(position, match.index);
      position = match.index + match[0].length;
      const span = piece.verbatim ? { start: piece.start + match.index, end: piece.start + position } : piece;
      const field = fill(match);
      if ("literal" in field)
        result.push({ value: field.literal, start: span.start, end: span.end, verbatim: false, expression: null });
      else {
        const source = field.span === null ? null : { start: field.span.start, end: field.span.end };
        result.push(...putInAt(asText(field.value, span, source), span, source));
      }
    }
    cut(position, piece.value.length);
  }
  return result;
}

/** `left + right`, of which at least one is a text. */
export function concatenated(
  left: Value,
  right: Value,
  expression: Extract<Expression, { kind: "binary" }>,
  abroad: Span | null,
): Text {
  if (abroad !== null) return [...foreignText(left, abroad), ...foreignText(right, abroad)];
  return [
    ...broughtInAt(asText(left, expression.left, expression.left), expression.left),
    ...broughtInAt(asText(right, expression.right, expression.right), expression.right),
  ];
}

/** The text of a value where another module's code, called at `abroad`, puts it in. */
export function foreignText(value: Value, abroad: Span): Text {
  return putInAt(asText(value, abroad, null), abroad, null);
}

/** A value put into an f-string by the part at `span`; `plain`: neither conversion nor format specifier. */
export function interpolated(value: Value, span: Span, expression: Span, plain: boolean, abroad: Span | null): Text {
  if (!plain) return [unknownPiece(abroad ?? span, null)];
  if (abroad !== null) return foreignText(value, abroad);
  const source = { start: expression.start, end: expression.end };
  return putInAt(asText(value, span, source), span, source);
}
