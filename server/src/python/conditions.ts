import { isQueried, queriedUnknown, truth, unknown, type Value } from "./value.ts";

/** `not value` */
export function negation(value: Value): Value {
  const known = truth(value);
  if (known !== null) return { kind: "constant", value: !known };
  if (value.kind === "negation") return isTruth(value.operand) ? value.operand : { kind: "negation", operand: value };
  return isQueried(value) ? { kind: "negation", operand: value } : unknown;
}

/** True for what is True or False, and nothing else. */
function isTruth(value: Value): boolean {
  if (value.kind === "constant") return value.value !== null;
  return value.kind === "negation" || value.kind === "comparison" || value.kind === "some";
}

/** True when all of them are. */
export function allOf(values: readonly Value[]): Value {
  return combined("and", values);
}

/** True when some of them is. */
export function anyOf(values: readonly Value[]): Value {
  return combined("or", values);
}

function combined(operator: "and" | "or", values: readonly Value[]): Value {
  const decisive = operator === "or";
  const open = values.filter((value) => truth(value) !== !decisive);
  if (open.some((value) => truth(value) === decisive)) return { kind: "constant", value: decisive };
  const [only, ...others] = open;
  if (only === undefined) return { kind: "constant", value: !decisive };
  if (others.length === 0) return only;
  return open.some(isQueried) ? { kind: "boolean", operator, operands: open } : unknown;
}

/** `body if test else otherwise` */
export function choice(test: Value, body: Value, otherwise: Value): Value {
  const known = truth(test);
  if (known !== null) return known ? body : otherwise;
  if (same(body, otherwise)) return body;
  if (isQueried(test)) return { kind: "choice", test, body, otherwise };
  return isQueried(body) || isQueried(otherwise) ? queriedUnknown : unknown;
}

/** True when `test` is so for some turn of a loop that it was put together in. */
export function forSome(test: Value): Value {
  return isQueried(test) && test.kind !== "unknown" ? { kind: "some", test } : test;
}

/** Any one element of `iterable`, whose elements aren't known. */
export function eachOf(iterable: Value): Value {
  if (iterable.kind === "collection") return iterable.element;
  return isQueried(iterable) ? { kind: "each", of: iterable } : unknown;
}

/** `object[index]` of something that is not known. */
export function itemOf(object: Value, index: Value): Value {
  return isQueried(object) ? { kind: "item", object, index } : unknown;
}

/** True for values that are known to be the same. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === "reference" && b.kind === "reference") return a.path === b.path;
  return a.kind === "constant" && b.kind === "constant" && a.value === b.value;
}
