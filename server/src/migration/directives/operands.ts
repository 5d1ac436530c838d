import type { Expression } from "../../python/syntax.ts";
import { knownText } from "../../python/text.ts";
import type { ArgumentValue, Value } from "../../python/value.ts";
import { conventionalName } from "../conventional-name.ts";
import type { Operand } from "../database-object.ts";
import { calledName, isFrom } from "../host-value.ts";
import type { Given } from "./arguments.ts";
import { methodCall, sqlalchemyCall } from "./sqlalchemy-call.ts";

/** The operand that an argument gives; null when it is missing or None. */
export function operandOf(given: Given | null): Operand | null {
  if (given === null || (given.value.kind === "constant" && given.value.value === null)) return null;
  const wrapped = wrappedName(given.value);
  if (wrapped === null) return { text: textOf(given.value), expression: expressionSpan(given.expression) };
  const operand = operandOf(wrapped.argument);
  const text = wrapped.inDatabase(operand?.text ?? null);
  // What is shortened is no longer what the expression gives.
  return operand === null || text === operand.text ? operand : { text, expression: null };
}

/** The comment that an argument gives; null when there is none. An empty one is none to PostgreSQL. */
export function commentOf(given: Given | null): Operand | null {
  const operand = operandOf(given);
  return operand?.text === "" ? null : operand;
}

/** The text of a name or value, seen through `op.f(…)` and `quoted_name(…)`; null when it can't be known. */
export function textOf(value: Value): string | null {
  const wrapped = wrappedName(value);
  if (wrapped !== null) return wrapped.inDatabase(textOf(wrapped.argument.value));
  return value.kind === "text" ? knownText(value.text) : null;
}

/** The value that gives a name, inside of `op.f(…)` and `quoted_name(…)`. */
export function nameWithin(value: Value): Value {
  const wrapped = wrappedName(value);
  return wrapped === null ? value : nameWithin(wrapped.argument.value);
}

/** Whether `op.f` or `conv` says that a name is what a convention has made, so that SQLAlchemy leaves it alone. */
export function isMadeName(value: Value): boolean {
  const wrapped = wrappedName(value);
  return wrapped !== null && (wrapped.isMade || isMadeName(wrapped.argument.value));
}

interface WrappedName {
  readonly argument: ArgumentValue;
  /** No naming convention makes another one of it. */
  readonly isMade: boolean;
  /** What the database gets of the name. */
  readonly inDatabase: (text: string | null) => string | null;
}

/** The name inside of `op.f(name)`, `conv(name)`, which SQLAlchemy shortens, and of `quoted_name(name, …)`, which it leaves as it is. */
function wrappedName(value: Value): WrappedName | null {
  if (value.kind !== "result") return null;
  const [argument] = value.arguments;
  if (argument === undefined) return null;
  const call = sqlalchemyCall(value);
  if (call?.name === "quoted_name") return { argument, isMade: false, inDatabase: (text) => text };
  const isConventional =
    call === null
      ? calledName(value.of) === "f" && (isFrom(value.of, "alembic.op") || methodCall(value) !== null)
      : call.name === "conv";
  if (!isConventional) return null;
  return { argument, isMade: true, inDatabase: (text) => (text === null ? null : conventionalName(text)) };
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
