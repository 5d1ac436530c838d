import type { Expression, Span } from "./syntax.ts";
import type { ArgumentValue, Value } from "./value.ts";

/** What evaluation needs of the run around it. */
export interface Evaluation {
  /** In code of another module: where the file calls it. All that comes from there counts as standing at that call. */
  readonly abroad: Span | null;
  lookup(name: string): Value;
  bind(name: string, value: Value): void;
  call(node: Extract<Expression, { kind: "call" }>, callee: Value, values: readonly ArgumentValue[]): Value;
  /** Told of each item that is taken by subscript, and of what each call has given. */
  took(value: Value): void;
  /** Attributes of values that the language does not know. */
  member(object: Value, name: string): Value | null;
  /** Binds the names of a target; used by comprehensions. */
  assign(target: Expression, value: Value): void;
  /** Evaluates what `node` runs only if `test` is, or is not, true; `test` stands at `place`. */
  under<T>(branch: { node: Span; test: Value; holds: boolean; place: Span }, evaluate: () => T): T;
  /** Evaluates with names of its own. */
  apart<T>(evaluate: () => T): T;
}
