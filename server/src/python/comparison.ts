import { allOf } from "./conditions.ts";
import { itemsOf } from "./elements.ts";
import { knownText } from "./text.ts";
import { isQueried, unknown, type Value } from "./value.ts";

/** `a < b`, `a in b`, and chains of them. */
export function comparison(operands: readonly Value[], operators: readonly string[]): Value {
  const pairs = operators.map((operator, index): Value => {
    const left = operands[index] ?? unknown;
    const right = operands[index + 1] ?? unknown;
    const known = compare(left, operator, right);
    if (known !== null) return { kind: "constant", value: known };
    return isQueried(left) || isQueried(right) ? { kind: "comparison", operator, left, right } : unknown;
  });
  return allOf(pairs);
}

function compare(left: Value, operator: string, right: Value): boolean | null {
  switch (operator) {
    case "==":
    case "is":
      return equal(left, right);
    case "!=":
    case "is not": {
      const known = equal(left, right);
      return known === null ? null : !known;
    }
    case "in":
    case "not in": {
      const items = itemsOf(right);
      if (items === null) return null;
      const matches = items.map((item) => equal(left, item));
      const found = matches.includes(true) ? true : matches.includes(null) ? null : false;
      return found === null ? null : found === (operator === "in");
    }
    case ">":
    case ">=":
    case "<":
    case "<=":
      return left.kind === "number" && right.kind === "number" ? inOrder(left.value, operator, right.value) : null;
    default:
      return null;
  }
}

function inOrder(left: number, operator: ">" | ">=" | "<" | "<=", right: number): boolean {
  if (left === right) return operator.length === 2;
  return left > right === operator.startsWith(">");
}

/** `left == right`; null when it can't be known. */
export function equal(left: Value, right: Value): boolean | null {
  if (left.kind === "text" && right.kind === "text") {
    const a = knownText(left.text);
    const b = knownText(right.text);
    return a === null || b === null ? null : a === b;
  }
  if ((left.kind === "constant" && right.kind === "constant") || (left.kind === "number" && right.kind === "number")) {
    return left.value === right.value;
  }
  const literal = ["text", "constant", "number", "sequence", "mapping"];
  if (literal.includes(left.kind) && literal.includes(right.kind) && left.kind !== right.kind) return false;
  return null;
}
