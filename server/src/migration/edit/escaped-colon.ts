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
  if (expression.kind === "string") {
    const part = expression.parts[partAt(expression, span)];
    const inner = part?.kind === "interpolation" ? literalAround(part.expression, span) : null;
    return inner ?? expression;
  }
  for (const child of childrenOf(expression)) {
    const found = literalAround(child, span);
    if (found !== null) return found;
  }
  return null;
}

/** Which of a literal's parts, of which there may be thousands, is the last that begins before `span`, or with it; -1 for none. */
function partAt({ parts }: StringLiteral, span: Span): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.start ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The prefix and quotes of the token around `span`, one of several in a row perhaps; null where `span` is in none of its texts. */
function openingBefore(source: string, literal: StringLiteral, span: Span): string | null {
  const at = partAt(literal, span);
  const part = literal.parts[at];
  const first = literal.parts[firstOfToken(literal)[at] ?? at];
  if (part?.kind !== "text" || !within(span, part) || first === undefined) return null;
  const before = source.slice(Math.max(literal.start, first.start - longestOpening), first.start);
  return /[a-z]*(?:"""|'''|"|')$/i.exec(before)?.[0] ?? null;
}

/** Two letters and three quotes. */
const longestOpening = 5;

const known = new WeakMap<StringLiteral, readonly number[]>();

/** For each part of a literal the first of those that it follows without a gap: what lies between two tokens is of no part. */
function firstOfToken(literal: StringLiteral): readonly number[] {
  let firsts = known.get(literal);
  if (firsts === undefined) {
    let first = 0;
    firsts = literal.parts.map((part, index) => {
      if (index > 0 && literal.parts[index - 1]?.end !== part.start) first = index;
      return first;
    });
    known.set(literal, firsts);
  }
  return firsts;
}
