import { choice } from "./conditions.ts";
import { conditionOf, type Frame } from "./frame.ts";
import type { Flow, Returned } from "./machine.ts";
import { isQueried, queriedUnknown, unknown, type Value } from "./value.ts";

/**
 * What a call of a function gives: of several `return`s, that of the first whose tests are true.
 * @param depth how many frames were around the function's body.
 */
export function returnedValue(returned: readonly Returned[], flow: Flow, depth: number): Value {
  const plain = returned.filter(({ frames }) => !isHandled(frames.slice(depth)));
  const handled = returned.filter((each) => !plain.includes(each));
  if (handled.length === 0) return chained(plain, flow, depth);
  const value = chained(plain, "leaves", depth);
  const falsy = handled.every(({ value: each }) => each.kind === "constant" && each.value !== true);
  if (falsy && isQueried(value)) return value;
  return isQueried(value) || handled.some((each) => isQueried(each.value)) ? queriedUnknown : unknown;
}

function isHandled(frames: readonly Frame[]): boolean {
  return frames.some((frame) => frame.kind === "try" && typeof frame.part === "object");
}

function chained(returned: readonly Returned[], flow: Flow, depth: number): Value {
  const last = returned.at(-1);
  if (last === undefined) return unknown;
  const conditional = flow === "continues" ? returned : returned.slice(0, -1);
  let value: Value = flow === "continues" ? { kind: "constant", value: null } : last.value;
  const conditions = conditional.map(({ frames }) => conditionOf(frames.slice(depth)));
  // The other way, of which nothing is known, gives nothing that could be used.
  if (returned.length === 1 && !conditions.some(isQueried)) return last.value;
  for (const [index, each] of [...conditional.entries()].toReversed()) {
    const condition = conditions[index] ?? unknown;
    value = choice(condition, each.value, value);
  }
  return value;
}
