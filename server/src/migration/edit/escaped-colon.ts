import { childrenOf } from "../../python/children.ts";
import type { Call, Expression, Span, StringLiteral } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import { pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * The edit that puts SQLAlchemy's backslash before the colon at the beginning of `span`.
 * @param call what executes the text.
 * @returns null where the literal stands neither in the call nor in one of `sqlalchemy.text`: a string from elsewhere may have other uses.
 */
export function escapedColon(script: MigrationScript, call: Call, span: Span): TextEdit | null {
  const inside = within(span, call) ? call : textCallAround(script, span);
  const literal = inside === null ? null : literalAround(inside, span);
  const opening = literal === null ? null : openingBefore(script.source, literal, span);
  if (opening === null) return null;
  const isRaw = /r/i.test(opening);
  return { start: span.start, end: span.start, text: isRaw ? "\\" : "\\\\" };
}

/** The `sa.text(…)` around `span` in an assignment. */
function textCallAround(script: MigrationScript, span: Span): Call | null {
  const statement = pathTo(script.module, span).at(-1)?.statement;
  let expression = statement?.kind === "assignment" ? statement.value : null;
  while (expression !== null && !(expression.kind === "call" && isText(script, expression.callee)))
    expression = childrenOf(expression).find((child) => within(span, child)) ?? null;
  return expression;
}

function isText({ imports }: MigrationScript, callee: Expression): boolean {
  if (callee.kind === "attribute") return callee.name === "text";
  return callee.kind === "name" && imports.some(({ name, alias }) => name === "text" && alias === callee.id);
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
