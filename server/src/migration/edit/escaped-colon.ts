import { childrenOf } from "../../python/children.ts";
import type { Expression, Span, StringLiteral } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * The edit that puts SQLAlchemy's backslash before the colon at the beginning of `span`.
 * @param inside the expression that the literal must stand in: a text from elsewhere may have other uses.
 * @returns null where it does not stand in a literal there.
 */
export function escapedColon({ source }: MigrationScript, inside: Expression, span: Span): TextEdit | null {
  const literal = literalAround(inside, span);
  const opening = literal === null ? null : openingBefore(source, literal, span);
  if (opening === null) return null;
  const isRaw = /r/i.test(opening);
  return { start: span.start, end: span.start, text: isRaw ? "\\" : "\\\\" };
}

function literalAround(expression: Expression, span: Span): StringLiteral | null {
  if (!within(span, expression)) return null;
  for (const child of childrenOf(expression)) {
    const found = literalAround(child, span);
    if (found !== null) return found;
  }
  return expression.kind === "string" ? expression : null;
}

/** The prefix and quotes of the token around `span`, one of several in a row perhaps; null where `span` is in none of its texts. */
function openingBefore(source: string, literal: StringLiteral, span: Span): string | null {
  const at = literal.parts.findIndex((part) => part.kind === "text" && within(span, part));
  let first = literal.parts[at];
  for (const part of literal.parts.slice(0, Math.max(at, 0)).toReversed()) {
    if (first === undefined || part.end !== first.start) break;
    first = part;
  }
  return first === undefined
    ? null
    : (/[a-z]*(?:"""|'''|"|')$/i.exec(source.slice(literal.start, first.start))?.[0] ?? null);
}
