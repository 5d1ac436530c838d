import { chosen } from "./chosen.ts";
import { comparison } from "./comparison.ts";
import { comprehension } from "./comprehension.ts";
import { allOf, anyOf, choice, itemOf, negation } from "./conditions.ts";
import { entryOf, longestSequence } from "./elements.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Expression, StringLiteral } from "./syntax.ts";
import { knownText, limitedText, type Text } from "./text.ts";
import { concatenated, interpolated, percentFormat } from "./text-expressions.ts";
import { isQueried, queriedUnknown, truth, unknown, type Value } from "./value.ts";

/** What `expression` is known to evaluate to; calls are run as they are met. */
export function evaluate(expression: Expression, run: Evaluation): Value {
  switch (expression.kind) {
    case "name":
      return run.lookup(expression.id);
    case "string":
      return { kind: "text", text: stringText(expression, run) };
    case "number":
      return { kind: "number", value: expression.value };
    case "constant":
      return { kind: "constant", value: expression.value };
    case "attribute":
      return attributeOf(evaluate(expression.object, run), expression.name, run);
    case "call":
      return call(expression, run);
    case "sequence":
      return sequence(expression.items, run);
    case "dictionary":
      return dictionary(expression, run);
    case "binary":
      return binary(expression, run);
    case "not":
      return negation(evaluate(expression.operand, run));
    case "comparison":
      return comparison(
        expression.operands.map((operand) => evaluate(operand, run)),
        expression.operators,
      );
    case "conditional":
      return conditional(expression, run);
    case "subscript": {
      const item = subscript(evaluate(expression.object, run), evaluate(expression.index, run));
      run.took(item);
      return item;
    }
    case "named": {
      const value = evaluate(expression.value, run);
      run.bind(expression.name.id, value);
      return value;
    }
    case "comprehension":
      return comprehension(expression, run);
    case "splat":
      evaluate(expression.value, run);
      return unknown;
    case "other": {
      const values = expression.children.map((child) => evaluate(child, run));
      return values.some(isQueried) ? queriedUnknown : unknown;
    }
  }
}

function call(expression: Extract<Expression, { kind: "call" }>, run: Evaluation): Value {
  const callee = evaluate(expression.callee, run);
  const { abroad } = run;
  const values = expression.arguments.map((given) => ({
    keyword: given.keyword,
    splat: given.splat,
    value: evaluate(given.value, run),
    expression: abroad === null ? given.value : null,
    start: abroad?.start ?? given.start,
    end: abroad?.end ?? given.end,
  }));
  const result = run.call(expression, callee, values);
  run.took(result);
  return result.kind === "text" ? { kind: "text", text: limitedText(result.text, abroad ?? expression) } : result;
}

function stringText(literal: StringLiteral, run: Evaluation): Text {
  const text: Text[number][] = [];
  for (const part of literal.parts) {
    if (part.kind === "interpolation") {
      const value = interpolated(evaluate(part.expression, run), part, part.expression, part.plain, run.abroad);
      for (const piece of value) text.push(piece);
      continue;
    }
    const { start, end } = run.abroad ?? part;
    text.push({ value: part.value, start, end, verbatim: part.verbatim && run.abroad === null, expression: null });
  }
  return literal.parts.length > 1 ? limitedText(text, run.abroad ?? literal) : text;
}

/** `object.name`. */
export function attributeOf(object: Value, name: string, run: Pick<Evaluation, "member">): Value {
  const known = run.member(object, name);
  if (known !== null) return known;
  switch (object.kind) {
    case "reference":
      return { kind: "reference", path: `${object.path}.${name}` };
    case "namespace":
      return object.members.get(name) ?? unknown;
    case "text":
      // A member of a `(str, Enum)` class: `Status.NEW.value`.
      return name === "value" ? object : { kind: "member", object, name, queried: false };
    default:
      return { kind: "member", object, name, queried: isQueried(object) };
  }
}

function sequence(items: readonly Expression[], run: Evaluation): Value {
  const values: Value[] = [];
  for (const item of items) {
    if (item.kind !== "splat") {
      values.push(evaluate(item, run));
      continue;
    }
    const inner = evaluate(item.value, run);
    if (inner.kind !== "sequence") return isQueried(inner) ? queriedUnknown : unknown;
    values.push(...inner.items);
  }
  return { kind: "sequence", items: values };
}

function dictionary(expression: Extract<Expression, { kind: "dictionary" }>, run: Evaluation): Value {
  const entries: { key: Value; value: Value }[] = [];
  for (const entry of expression.entries) {
    const value = evaluate(entry.value, run);
    if (entry.key !== null) entries.push({ key: evaluate(entry.key, run), value });
    else if (value.kind === "mapping") entries.push(...value.entries);
    else return unknown;
  }
  return { kind: "mapping", entries };
}

function binary(expression: Extract<Expression, { kind: "binary" }>, run: Evaluation): Value {
  const { operator } = expression;
  const left = evaluate(expression.left, run);
  if (operator === "and" || operator === "or") return shortCircuit(expression, left, run);
  const right = evaluate(expression.right, run);
  const putTogether = (text: Text): Value => ({ kind: "text", text: limitedText(text, run.abroad ?? expression) });
  if (operator === "+" && (left.kind === "text" || right.kind === "text"))
    return putTogether(concatenated(left, right, expression, run.abroad));
  if (operator === "+" && left.kind === "sequence" && right.kind === "sequence") {
    const items = [...left.items, ...right.items];
    return items.length > 10 * longestSequence ? unknown : { kind: "sequence", items };
  }
  if (operator === "%" && left.kind === "text")
    return putTogether(percentFormat(left.text, right, expression, run.abroad));
  if ((operator === "-" || operator === "&") && left.kind === "sequence") return chosen(left.items, operator, right);
  if (operator === "&" && right.kind === "sequence") return chosen(right.items, operator, left);
  return isQueried(left) || isQueried(right) ? queriedUnknown : unknown;
}

function shortCircuit(expression: Extract<Expression, { kind: "binary" }>, left: Value, run: Evaluation): Value {
  const both = expression.operator === "and";
  const known = truth(left);
  if (known !== null) return known === both ? evaluate(expression.right, run) : left;
  const right = run.under({ node: expression, test: left, holds: both, place: expression.left }, () =>
    evaluate(expression.right, run),
  );
  return both ? allOf([left, right]) : anyOf([left, right]);
}

function conditional(expression: Extract<Expression, { kind: "conditional" }>, run: Evaluation): Value {
  const test = evaluate(expression.test, run);
  const known = truth(test);
  if (known !== null) return evaluate(known ? expression.body : expression.otherwise, run);
  const branch = { node: expression, test, place: expression.test };
  const body = run.under({ holds: true, ...branch }, () => evaluate(expression.body, run));
  const otherwise = run.under({ holds: false, ...branch }, () => evaluate(expression.otherwise, run));
  return choice(test, body, otherwise);
}

function subscript(object: Value, index: Value): Value {
  if (object.kind === "sequence" && index.kind === "number") return object.items.at(index.value) ?? unknown;
  if (object.kind === "mapping" && index.kind === "text") {
    const key = knownText(index.text);
    return (key === null ? null : entryOf(object, key)) ?? unknown;
  }
  return itemOf(object, index);
}
