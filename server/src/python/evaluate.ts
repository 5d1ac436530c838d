import type { Comprehension, Expression, Span, StringLiteral } from "./syntax.ts";
import { broughtInAt, knownText, putInAt, type Text, unknownPiece } from "./text.ts";
import { type ArgumentValue, asText, isQueried, queriedUnknown, truth, unknown, type Value } from "./value.ts";

/** What evaluation needs of the run around it. */
export interface Evaluation {
  lookup(name: string): Value;
  bind(name: string, value: Value): void;
  call(node: Extract<Expression, { kind: "call" }>, callee: Value, values: readonly ArgumentValue[]): Value;
  /** Attributes of values that the language does not know. */
  member(object: Value, name: string): Value | null;
  /** Binds the names of a target; used by comprehensions. */
  assign(target: Expression, value: Value): void;
}

/** Values of a literal longer than this are not followed one by one. */
export const longestSequence = 2000;

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
    case "call": {
      const callee = evaluate(expression.callee, run);
      const values = expression.arguments.map((given) => ({
        keyword: given.keyword,
        splat: given.splat,
        value: evaluate(given.value, run),
        expression: given.value,
        start: given.start,
        end: given.end,
      }));
      return run.call(expression, callee, values);
    }
    case "sequence":
      return sequence(expression.items, run);
    case "dictionary":
      return dictionary(expression, run);
    case "binary":
      return binary(expression, run);
    case "not": {
      const operand = evaluate(expression.operand, run);
      const known = truth(operand);
      if (known !== null) return { kind: "constant", value: !known };
      return isQueried(operand) ? queriedUnknown : unknown;
    }
    case "comparison":
      return comparison(expression, run);
    case "conditional":
      return conditional(expression, run);
    case "subscript":
      return subscript(evaluate(expression.object, run), evaluate(expression.index, run));
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

function stringText(literal: StringLiteral, run: Evaluation): Text {
  const text: Text[number][] = [];
  for (const part of literal.parts) {
    if (part.kind === "text") {
      text.push({ value: part.value, start: part.start, end: part.end, verbatim: part.verbatim, expression: null });
      continue;
    }
    const value = evaluate(part.expression, run);
    const span = { start: part.start, end: part.end };
    const source = { start: part.expression.start, end: part.expression.end };
    if (!part.plain) text.push(unknownPiece(span, null));
    else text.push(...putInAt(asText(value, span, source), span, source));
  }
  return text;
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
  const left = evaluate(expression.left, run);
  const right = evaluate(expression.right, run);
  const { operator } = expression;
  if (operator === "and" || operator === "or") {
    const known = truth(left);
    if (known !== null) return known === (operator === "and") ? right : left;
  }
  if (operator === "+" && (left.kind === "text" || right.kind === "text")) {
    const first = broughtInAt(asText(left, expression.left, expression.left), expression.left);
    const second = broughtInAt(asText(right, expression.right, expression.right), expression.right);
    return { kind: "text", text: [...first, ...second] };
  }
  if (operator === "+" && left.kind === "sequence" && right.kind === "sequence") {
    return { kind: "sequence", items: [...left.items, ...right.items] };
  }
  if (operator === "%" && left.kind === "text")
    return { kind: "text", text: percentFormat(left.text, right, expression) };
  return isQueried(left) || isQueried(right) ? queriedUnknown : unknown;
}

/** `text % values`: `%s` and `%d` put a value in; what any other conversion makes of it is unknown. */
function percentFormat(text: Text, values: Value, expression: Extract<Expression, { kind: "binary" }>): Text {
  const { right } = expression;
  const items = values.kind === "sequence" ? values.items : [values];
  const spans = right.kind === "sequence" ? right.items : [right];
  let next = 0;
  return expandFields(text, /%(?:\((\w+)\))?([-#0 +]*\d*(?:\.\d+)?)([a-zA-Z%])/, (match) => {
    if (match[3] === "%") return { literal: "%" };
    const plain = match[2] === "" && (match[3] === "s" || match[3] === "d");
    const name = match[1];
    if (name !== undefined) {
      const value = values.kind === "mapping" ? entryOf(values, name) : unknown;
      return plain ? { value: value ?? unknown, span: dictionaryValue(right, name) } : { value: unknown, span: null };
    }
    const index = next++;
    return plain ? { value: items[index] ?? unknown, span: spans[index] ?? null } : { value: unknown, span: null };
  });
}

function dictionaryValue(expression: Expression, key: string): Expression | null {
  if (expression.kind !== "dictionary") return null;
  const entry = expression.entries.find(
    ({ key: candidate }) =>
      candidate?.kind === "string" &&
      candidate.parts.length === 1 &&
      candidate.parts[0]?.kind === "text" &&
      candidate.parts[0].value === key,
  );
  return entry?.value ?? null;
}

/** The value under a text key; null when there is none. */
export function entryOf(mapping: Extract<Value, { kind: "mapping" }>, key: string): Value | null {
  return (
    mapping.entries.findLast((entry) => entry.key.kind === "text" && knownText(entry.key.text) === key)?.value ?? null
  );
}

export type Field = { readonly literal: string } | { readonly value: Value; readonly span: Expression | null };

/** Replaces each field that `pattern` finds in the known pieces of `text`. */
export function expandFields(text: Text, pattern: RegExp, fill: (match: RegExpExecArray) => Field): Text {
  const result: Text[number][] = [];
  for (const piece of text) {
    if (piece.value === null) {
      result.push(piece);
      continue;
    }
    let position = 0;
    const cut = (from: number, to: number) => {
      if (from >= to || piece.value === null) return;
      const value = piece.value.slice(from, to);
      result.push(
        piece.verbatim ? { ...piece, value, start: piece.start + from, end: piece.start + to } : { ...piece, value },
      );
    };
    const search = new RegExp(pattern, "g");
    for (let match = search.exec(piece.value); match !== null; match = search.exec(piece.value)) {
      cut(position, match.index);
      position = match.index + match[0].length;
      const span = piece.verbatim ? { start: piece.start + match.index, end: piece.start + position } : piece;
      const field = fill(match);
      if ("literal" in field)
        result.push({ value: field.literal, start: span.start, end: span.end, verbatim: false, expression: null });
      else {
        const source = field.span === null ? null : { start: field.span.start, end: field.span.end };
        result.push(...putInAt(asText(field.value, span, source), span, source));
      }
    }
    cut(position, piece.value.length);
  }
  return result;
}

function comparison(expression: Extract<Expression, { kind: "comparison" }>, run: Evaluation): Value {
  const values = expression.operands.map((operand) => evaluate(operand, run));
  const [left, right] = values;
  const operator = expression.operators[0];
  if (values.length === 2 && left !== undefined && right !== undefined && operator !== undefined) {
    const known = compare(left, operator, right);
    if (known !== null) return { kind: "constant", value: known };
  }
  return values.some(isQueried) ? queriedUnknown : unknown;
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
      if (right.kind !== "sequence") return null;
      const matches = right.items.map((item) => equal(left, item));
      const found = matches.includes(true) ? true : matches.includes(null) ? null : false;
      return found === null ? null : found === (operator === "in");
    }
    default:
      return null;
  }
}

function equal(left: Value, right: Value): boolean | null {
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

function conditional(expression: Extract<Expression, { kind: "conditional" }>, run: Evaluation): Value {
  const test = evaluate(expression.test, run);
  const known = truth(test);
  if (known !== null) return evaluate(known ? expression.body : expression.otherwise, run);
  const values = [evaluate(expression.body, run), evaluate(expression.otherwise, run), test];
  return values.some(isQueried) ? queriedUnknown : unknown;
}

function subscript(object: Value, index: Value): Value {
  if (object.kind === "sequence" && index.kind === "number") return object.items.at(index.value) ?? unknown;
  if (object.kind === "mapping" && index.kind === "text") {
    const key = knownText(index.text);
    return (key === null ? null : entryOf(object, key)) ?? unknown;
  }
  return isQueried(object) ? queriedUnknown : unknown;
}

function comprehension(expression: Comprehension, run: Evaluation): Value {
  const items: Value[] = [];
  let known = true;
  let queried = false;
  const clause = (depth: number): void => {
    const current = expression.clauses[depth];
    if (current === undefined) {
      const tests = expression.conditions.map((condition) => truth(evaluate(condition, run)));
      if (tests.includes(false)) return;
      if (tests.includes(null)) known = false;
      items.push(outside(evaluate(expression.element, run), expression));
      return;
    }
    const iterable = evaluate(current.iterable, run);
    queried ||= isQueried(iterable);
    const turns = itemsOf(iterable);
    if (turns === null || items.length > longestSequence) {
      known = false;
      run.assign(current.target, isQueried(iterable) ? queriedUnknown : unknown);
      clause(depth + 1);
      return;
    }
    for (const turn of turns) {
      run.assign(current.target, turn);
      clause(depth + 1);
    }
  };
  clause(0);
  if (known) return { kind: "sequence", items };
  return queried ? queriedUnknown : unknown;
}

/** `value` as it is seen outside of a comprehension, whose names are its own. */
function outside(value: Value, comprehension: Span): Value {
  if (value.kind === "sequence") return { ...value, items: value.items.map((item) => outside(item, comprehension)) };
  if (value.kind !== "text") return value;
  const own = ({ expression }: Text[number]) =>
    expression !== null && expression.start >= comprehension.start && expression.end <= comprehension.end;
  return { kind: "text", text: value.text.map((piece) => (own(piece) ? { ...piece, expression: null } : piece)) };
}

/** What iterating over a value gives, in order; null when that can't be known. */
export function itemsOf(value: Value): readonly Value[] | null {
  if (value.kind === "sequence") return value.items.length > longestSequence ? null : value.items;
  if (value.kind === "mapping") return value.entries.map((entry) => entry.key);
  return null;
}
