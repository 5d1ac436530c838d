import type { Expression } from "../../python/syntax.ts";
import { knownText } from "../../python/text.ts";
import type { ArgumentValue, Value } from "../../python/value.ts";
import type { Operand } from "../database-object.ts";
import { calledName, isFrom } from "../host-value.ts";
import { shortenedName } from "../shortened-name.ts";
import type { Given } from "./arguments.ts";
import { methodCall, sqlalchemyCall } from "./sqlalchemy-call.ts";

/** The operand that an argument gives; null when it is missing or None. */
export function operandOf(given: Given | null): Operand | null {
  if (given === null || (given.value.kind === "constant" && given.value.value === null)) return null;
  const wrapped = wrappedName(given.value);
  if (wrapped !== null) return shortened(operandOf(wrapped));
  return { text: textOf(given.value), expression: expressionSpan(given.expression) };
}

/** SQLAlchemy's name instead of one that is too long. */
function shortened(operand: Operand | null): Operand | null {
  if (operand === null || operand.text === null) return operand;
  const text = shortenedName(operand.text);
  return text === operand.text ? operand : { text, expression: null };
}

/** The comment that an argument gives; null when there is none. An empty one is none to PostgreSQL. */
export function commentOf(given: Given | null): Operand | null {
  const operand = operandOf(given);
  return operand?.text === "" ? null : operand;
}

/** The text of a name or value, seen through `op.f(…)` and `quoted_name(…)`; null when it can't be known. */
export function textOf(value: Value): string | null {
  const wrapped = wrappedName(value);
  if (wrapped !== null) return textOf(wrapped.value);
  return value.kind === "text" ? knownText(value.text) : null;
}

/** The name inside of `op.f(name)`, `quoted_name(name, …)`, `conv(name)`. */
function wrappedName(value: Value): ArgumentValue | null {
  const call = sqlalchemyCall(value);
  const wraps =
    call === null
      ? value.kind === "result" &&
        calledName(value.of) === "f" &&
        (isFrom(value.of, "alembic.op") || methodCall(value) !== null)
      : call.name === "quoted_name" || call.name === "conv";
  return wraps && value.kind === "result" ? (value.arguments[0] ?? null) : null;
}

/** Null for a literal: it is written out. */
function expressionSpan(expression: Expression | null): Operand["expression"] {
  if (expression === null) return null;
  if (expression.kind === "string" && expression.parts.every((part) => part.kind === "text")) return null;
  return { start: expression.start, end: expression.end };
}

/** True, false, or null when it can't be known; `missing` when it is not given. */
export function flagOf<T>(given: Given | null, missing: T): boolean | null | T {
  if (given === null) return missing;
  const { value } = given;
  if (value.kind === "constant") return value.value === true;
  return value.kind === "number" ? value.value !== 0 : null;
}

/** True only where the argument is known to be true. */
export function isTrue(given: Given | null): boolean {
  return flagOf(given, false) === true;
}

/** True unless the argument is known to be false, or is not given: what can't be known may be a check. */
export function mayBeTrue(given: Given | null): boolean {
  return flagOf(given, false) !== false;
}

/** The items of a list; null where they can't be known. */
export function itemsOf(given: Given | null): readonly Value[] | null {
  return given?.value.kind === "sequence" ? given.value.items : null;
}
