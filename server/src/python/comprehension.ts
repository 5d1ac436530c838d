import { allOf, eachOf } from "./conditions.ts";
import { itemsOf, longestSequence } from "./elements.ts";
import { evaluate } from "./evaluate.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Comprehension, Span } from "./syntax.ts";
import type { Text } from "./text.ts";
import { isQueried, queriedUnknown, truth, unknown, type Value } from "./value.ts";

interface Turn {
  readonly item: Value;
  /** Of a dictionary. */
  readonly value: Value | null;
  readonly test: Value;
}

/** A list, set or dictionary comprehension, or a generator. */
export function comprehension(expression: Comprehension, run: Evaluation): Value {
  return run.apart(() => {
    const turns: Turn[] = [];
    const endless = unroll(expression, run, turns);
    if (endless === null) return ofTurns(turns, expression);
    const [only, ...others] = turns;
    if (only === undefined || others.length > 0) return endless.queried ? queriedUnknown : unknown;
    return endless.queried || isQueried(only.item) || isQueried(only.test)
      ? { kind: "collection", element: only.item, test: truth(only.test) === true ? null : only.test }
      : unknown;
  });
}

/** Carries out the turns; where some iterable isn't known, one stands for all: gives then whether it is a database's answer. */
function unroll(expression: Comprehension, run: Evaluation, turns: Turn[]): { readonly queried: boolean } | null {
  let endless: { queried: boolean } | null = null;
  const clause = (depth: number): void => {
    const current = expression.clauses[depth];
    if (current === undefined) {
      const turn = oneTurn(expression, run);
      if (turn !== null) turns.push(turn);
      return;
    }
    const iterable = evaluate(current.iterable, run);
    const items = itemsOf(iterable);
    if (items === null || turns.length > longestSequence) {
      endless = { queried: endless?.queried === true || isQueried(iterable) };
      run.assign(current.target, eachOf(iterable));
      clause(depth + 1);
      return;
    }
    for (const item of items) {
      run.assign(current.target, item);
      clause(depth + 1);
    }
  };
  clause(0);
  return endless;
}

function oneTurn(expression: Comprehension, run: Evaluation): Turn | null {
  const test = allOf(expression.conditions.map((condition) => evaluate(condition, run)));
  const known = truth(test);
  if (known === false) return null;
  const turn = (): Turn => ({
    item: outside(evaluate(expression.element, run), expression),
    value: expression.value === null ? null : outside(evaluate(expression.value, run), expression),
    test,
  });
  const place = expression.conditions[0];
  if (known === true || place === undefined) return turn();
  return run.under({ node: expression, test, holds: true, place }, turn);
}

/** The value of a comprehension whose turns are known. */
function ofTurns(turns: readonly Turn[], expression: Comprehension): Value {
  if (turns.some(({ test }) => truth(test) === null && !isQueried(test))) return unknown;
  const certain = turns.every(({ test }) => truth(test) === true);
  if (expression.value !== null) {
    if (!certain) return queriedUnknown;
    return { kind: "mapping", entries: turns.map(({ item, value }) => ({ key: item, value: value ?? unknown })) };
  }
  if (certain) return { kind: "sequence", items: turns.map(({ item }) => item) };
  return { kind: "selection", candidates: turns.map(({ item, test }) => ({ item, test })) };
}

/** `value` as it is seen outside of a comprehension, whose names are its own. */
function outside(value: Value, comprehension: Span): Value {
  if (value.kind === "sequence") return { ...value, items: value.items.map((item) => outside(item, comprehension)) };
  if (value.kind !== "text") return value;
  const own = ({ expression }: Text[number]) =>
    expression !== null && expression.start >= comprehension.start && expression.end <= comprehension.end;
  return { kind: "text", text: value.text.map((piece) => (own(piece) ? { ...piece, expression: null } : piece)) };
}
