import type { Span } from "../python/syntax.ts";
import { derivedText, knownText, type Text, unknownPiece } from "../python/text.ts";
import type { ArgumentValue, Value } from "../python/value.ts";
import { bareFunctions } from "./directives/sql-expression.ts";
import { sqlLiteral } from "./edit/sql-name.ts";

/** The query that executing a call of `sa.func` makes: `SELECT audit.start('x')` of `sa.func.audit.start("x")`; null for any other value. */
export function functionQuery(value: Value, span: Span): Text | null {
  if (value.kind !== "result" || value.of.kind !== "reference") return null;
  const name = /^sqlalchemy\.(?:.*\.)?func\.(\w+(?:\.\w+)*)$/.exec(value.of.path)?.[1];
  if (name === undefined) return null;
  if (value.arguments.length === 0 && bareFunctions.has(name.toLowerCase())) return derivedText(`SELECT ${name}`, span);
  const list = value.arguments.flatMap((argument, index) => [
    ...(index === 0 ? [] : derivedText(", ", span)),
    ...argumentText(argument),
  ]);
  return [...derivedText(`SELECT ${name}(`, span), ...list, ...derivedText(")", span)];
}

function argumentText(argument: ArgumentValue): Text {
  const { value } = argument;
  const text = value.kind === "text" ? knownText(value.text) : null;
  if (text !== null) return derivedText(sqlLiteral(text), argument);
  return value.kind === "number" ? derivedText(String(value.value), argument) : [unknownPiece(argument, null)];
}
