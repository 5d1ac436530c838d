import type { Expression, FunctionDefinition, Handler, Span } from "./syntax.ts";
import { type Piece, type Text, unknownPiece } from "./text.ts";

/** What an expression is known to evaluate to. */
export type Value =
  | { readonly kind: "text"; readonly text: Text }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "constant"; readonly value: true | false | null }
  | { readonly kind: "sequence"; readonly items: readonly Value[] }
  | { readonly kind: "mapping"; readonly entries: readonly { readonly key: Value; readonly value: Value }[] }
  /** Something imported, or an attribute of it, by dotted name; builtins as `builtins.x`. */
  | { readonly kind: "reference"; readonly path: string }
  /** A name that nothing binds in this file. */
  | { readonly kind: "unbound"; readonly name: string }
  | { readonly kind: "function"; readonly definition: FunctionDefinition }
  | { readonly kind: "namespace"; readonly members: ReadonlyMap<string, Value> }
  /** What calling something not defined in this file gives. */
  | {
      readonly kind: "result";
      readonly of: Value;
      readonly arguments: readonly ArgumentValue[];
      readonly queried: boolean;
    }
  /** An attribute of a value whose attributes aren't known. */
  | { readonly kind: "member"; readonly object: Value; readonly name: string; readonly queried: boolean }
  /** The exception that a handler has caught. */
  | { readonly kind: "caught"; readonly handler: Handler }
  | Answer
  | Unknown;

/**
 * What depends on an answer of the database, as far as it can be put together of its parts. A part that does not depend on it and is
 * not known stays unknown.
 */
export type Answer =
  | { readonly kind: "negation"; readonly operand: Value }
  | { readonly kind: "comparison"; readonly operator: string; readonly left: Value; readonly right: Value }
  | { readonly kind: "boolean"; readonly operator: "and" | "or"; readonly operands: readonly Value[] }
  /** `body` when `test` is true, else `otherwise`. */
  | { readonly kind: "choice"; readonly test: Value; readonly body: Value; readonly otherwise: Value }
  /** `object[index]` */
  | { readonly kind: "item"; readonly object: Value; readonly index: Value }
  /** Any one element of something that can be iterated over. */
  | { readonly kind: "each"; readonly of: Value }
  /** A list, set or generator: `element` for each turn of what it is made of, where `test` is true; `test` null: for all of them. */
  | { readonly kind: "collection"; readonly element: Value; readonly test: Value | null }
  /** True when `test` is so for some element of what it looks at. */
  | { readonly kind: "some"; readonly test: Value }
  /** Items that are known, each there only when its test is true. */
  | { readonly kind: "selection"; readonly candidates: readonly { readonly item: Value; readonly test: Value }[] };

export interface Unknown {
  readonly kind: "unknown";
  /** It depends on what the database answered. */
  readonly queried: boolean;
}

export interface ArgumentValue extends Span {
  readonly keyword: string | null;
  readonly splat: boolean;
  readonly value: Value;
  /** Null where it stands in another file. */
  readonly expression: Expression | null;
}

export const unknown: Unknown = { kind: "unknown", queried: false };
export const queriedUnknown: Unknown = { kind: "unknown", queried: true };

/** True when the value depends on what the database answered. */
export function isQueried(value: Value): boolean {
  switch (value.kind) {
    case "unknown":
    case "result":
    case "member":
      return value.queried;
    case "sequence":
      return value.items.some(isQueried);
    case "negation":
    case "comparison":
    case "boolean":
    case "choice":
    case "item":
    case "each":
    case "collection":
    case "some":
    case "selection":
      return true;
    default:
      return false;
  }
}

/** The value put into a text: its own text, a number's digits, or a piece that can't be known. */
export function asText(value: Value, span: Span, expression: Span | null): Text {
  switch (value.kind) {
    case "text":
      return value.text;
    case "number":
      return [
        { value: String(value.value), start: span.start, end: span.end, verbatim: false, expression } satisfies Piece,
      ];
    default:
      return [unknownPiece(span, expression)];
  }
}

/** Python's truth of a value; null when it can't be known. */
export function truth(value: Value): boolean | null {
  switch (value.kind) {
    case "constant":
      return value.value === true;
    case "number":
      return value.value !== 0;
    case "text":
      if (value.text.length === 0) return false;
      return value.text.some((piece) => piece.value !== null && piece.value !== "") ? true : null;
    case "sequence":
      return value.items.length > 0;
    case "mapping":
      return value.entries.length > 0;
    case "function":
      return true;
    default:
      return null;
  }
}

/** The argument given for a parameter: by keyword, else by position. */
export function argument(values: readonly ArgumentValue[], position: number, keyword: string): ArgumentValue | null {
  const named = values.find((value) => value.keyword === keyword);
  if (named !== undefined) return named;
  const positional = values.filter((value) => value.keyword === null);
  if (positional.slice(0, position + 1).some((value) => value.splat)) return null;
  return positional[position] ?? null;
}
