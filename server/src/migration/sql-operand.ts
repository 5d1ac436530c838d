import type { Span } from "../python/syntax.ts";
import type { Text } from "../python/text.ts";
import { splitBindParameters } from "../sql/bind-parameters.ts";
import { type RenderedSql, type SqlPart, unknownIn } from "../sql/sql-text.ts";
import type { Operand } from "./database-object.ts";

interface Segment extends Span {
  readonly verbatim: boolean;
  readonly expression: Span | null;
}

/** A text on its way to PostgreSQL's parser: its parts, and where in the Python source each of them stands. */
export interface SqlSource {
  readonly parts: readonly SqlPart[];
  readonly segments: readonly Segment[];
  /** Some part is put in by a Python expression. */
  readonly dynamic: boolean;
  /** `%s` and `%(name)s` may be parameters, which the driver puts values in for. */
  readonly driverParameters: boolean;
}

/** What stands for an unknown part where only colons and words matter: neither. */
const gap = "\0";

/**
 * Prepares `text` for the parser. `binds`: `:name` is a bind parameter, as `sqlalchemy.text` has it, be its characters written out or
 * escaped.
 */
export function sqlSource(text: Text, binds: boolean, driverParameters = !binds): SqlSource {
  const parts: SqlPart[] = [];
  const segments: Segment[] = [];
  let unknowns = 0;
  const whole = text.map(({ value }) => value ?? gap).join("");
  const bound = binds && whole.includes(":") ? splitBindParameters(whole) : null;
  const stretch = stretchesOf(text);
  for (const part of bound ?? [{ kind: "text", value: whole, start: 0, end: whole.length } as const]) {
    const pieces = stretch(part.start, part.end);
    if (part.kind === "parameter" || part.value.length < part.end - part.start) {
      const [first, last] = [pieces[0], pieces.at(-1)];
      if (first === undefined || last === undefined) continue;
      parts.push(part.kind === "parameter" ? { unknown: unknowns++ } : { text: part.value });
      segments.push({ start: first.start, end: last.end, verbatim: false, expression: first.expression });
      continue;
    }
    for (const piece of pieces) {
      parts.push(piece.value === null ? { unknown: unknowns++ } : { text: piece.value });
      segments.push(piece);
    }
  }
  return { parts, segments, dynamic: text.some(({ expression }) => expression !== null), driverParameters };
}

/** Gives the pieces of `text` from one offset to another, stretches in their order; an unknown one counts as one unit. */
function stretchesOf(text: Text): (from: number, to: number) => Text {
  // Escapes make many pieces of a long text: those that are behind are not gone through again.
  let index = 0;
  let passed = 0;
  const lengthOf = (at: number) => text[at]?.value?.length ?? gap.length;
  return (from, to) => {
    while (index < text.length && passed + lengthOf(index) <= from) passed += lengthOf(index++);
    const pieces: Text[number][] = [];
    let start = passed;
    for (let at = index; start < to; at++) {
      const piece = text[at];
      if (piece === undefined) break;
      const end = start + lengthOf(at);
      const { value } = piece;
      const [first, last] = [Math.max(from, start) - start, Math.min(to, end) - start];
      if (value === null) {
        if (start >= from && end <= to) pieces.push(piece);
      } else if (first < last) {
        const cut = { ...piece, value: value.slice(first, last) };
        pieces.push(piece.verbatim ? { ...cut, start: piece.start + first, end: piece.start + last } : cut);
      }
      start = end;
    }
    return pieces;
  };
}

/** The source range of `start`…`end` (UTF-16 offsets of the rendered SQL). */
export function sourceSpan(source: SqlSource, rendered: RenderedSql, start: number, end: number): Span {
  let from: number | null = null;
  let to: number | null = null;
  source.segments.forEach((segment, index) => {
    const span = rendered.spans[index];
    if (span === undefined) return;
    if (from === null && start < span.end)
      from = segment.verbatim ? segment.start + Math.max(0, start - span.start) : segment.start;
    if (end > span.start)
      to = segment.verbatim ? Math.min(segment.start + (end - span.start), segment.end) : segment.end;
  });
  const last = source.segments.at(-1);
  const first = from ?? last?.start ?? 0;
  return { start: first, end: Math.max(first, to ?? last?.end ?? first) };
}

/** The operand that a name or literal of the parsed statement stands for. */
export function operand(source: SqlSource, text: string): Operand {
  const found = unknownIn(text);
  if (found === null) return { text, expression: null };
  if (!found.whole) return { text: null, expression: null };
  const index = source.parts.findIndex((part) => "unknown" in part && part.unknown === found.unknown);
  return { text: null, expression: source.segments[index]?.expression ?? null };
}

/** The expression that alone gives the rendered range `start`…`end`; null when it is written out, or put together of more. */
export function expressionAt(source: SqlSource, rendered: RenderedSql, start: number, end: number): Span | null {
  const index = rendered.spans.findIndex((span) => span.start === start && span.end === end);
  return source.segments[index]?.expression ?? null;
}

/** Where a rendered range stands in the Python source as it is; null where it comes out of an expression or an escape. */
export function writtenSpan(source: SqlSource, rendered: RenderedSql, start: number, end: number): Span | null {
  const index = rendered.spans.findIndex((span) => span.start <= start && end <= span.end);
  return source.segments[index]?.verbatim === true ? sourceSpan(source, rendered, start, end) : null;
}
