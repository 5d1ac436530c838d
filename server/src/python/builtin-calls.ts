import { chosen } from "./chosen.ts";
import { allOf, anyOf, eachOf, forSome, negation } from "./conditions.ts";
import { entryOf, itemsOf } from "./elements.ts";
import type { Span } from "./syntax.ts";
import { dedentText, derivedText, knownText, mapText, stripText, type Text } from "./text.ts";
import { expandFields } from "./text-expressions.ts";
import { type ArgumentValue, argument, asText, isQueried, type Value } from "./value.ts";

/**
 * What a call of a builtin, of a standard-library function or of a method of a known text, list or dictionary gives.
 * @returns null when the callee is none of these.
 */
export function callBuiltin(callee: Value, values: readonly ArgumentValue[], span: Span): Value | null {
  if (callee.kind === "reference") return callFunction(callee.path, values, span);
  if (callee.kind !== "member") return null;
  const { object, name } = callee;
  if (object.kind === "text") return callTextMethod(object.text, name, values, span);
  if (object.kind === "mapping") return callMappingMethod(object, name, values);
  const [other, ...others] = values;
  if (object.kind === "sequence" && other !== undefined && others.length === 0) {
    if (name === "difference") return chosen(object.items, "-", other.value);
    if (name === "intersection") return chosen(object.items, "&", other.value);
  }
  return null;
}

function callFunction(path: string, values: readonly ArgumentValue[], span: Span): Value | null {
  const first = values[0]?.value;
  switch (path) {
    case "textwrap.dedent":
    case "inspect.cleandoc":
      return first?.kind === "text" ? { kind: "text", text: dedentText(first.text) } : null;
    case "typing.cast":
      return argument(values, 1, "val")?.value ?? null;
    case "builtins.str":
      return first?.kind === "text" || first?.kind === "number"
        ? { kind: "text", text: asText(first, span, null) }
        : null;
    case "builtins.list":
    case "builtins.tuple":
    case "builtins.set":
    case "builtins.frozenset": {
      if (first === undefined) return { kind: "sequence", items: [] };
      const items = itemsOf(first);
      return items === null ? collected(first) : { kind: "sequence", items };
    }
    case "builtins.sorted": {
      const items = first === undefined || values.length > 1 ? null : itemsOf(first);
      return items === null ? (first === undefined ? null : collected(first)) : sorted(items);
    }
    case "builtins.reversed": {
      const items = first === undefined ? null : itemsOf(first);
      return items === null
        ? first === undefined
          ? null
          : collected(first)
        : { kind: "sequence", items: items.toReversed() };
    }
    case "builtins.any":
      return first === undefined ? null : anyOfItems(first);
    case "builtins.all":
      return first === undefined ? null : allOfItems(first);
    case "builtins.bool":
      return first === undefined ? { kind: "constant", value: false } : negation(negation(first));
    case "builtins.len": {
      const items = first === undefined ? null : itemsOf(first);
      return items === null ? null : { kind: "number", value: items.length };
    }
    case "builtins.enumerate": {
      const items = first === undefined ? null : itemsOf(first);
      const given = argument(values, 1, "start")?.value ?? { kind: "number", value: 0 };
      if (items === null || given.kind !== "number") return null;
      const start = given.value;
      return {
        kind: "sequence",
        items: items.map((item, index) => ({
          kind: "sequence",
          items: [{ kind: "number", value: start + index }, item],
        })),
      };
    }
    case "builtins.zip": {
      const columns = values.map((value) => itemsOf(value.value));
      const known = columns.filter((column) => column !== null);
      if (known.length !== columns.length || known.length === 0) return null;
      const length = Math.min(...known.map((column) => column.length));
      const rows = Array.from(
        { length },
        (_, row): Value => ({
          kind: "sequence",
          items: known.flatMap((column) => column[row] ?? []),
        }),
      );
      return { kind: "sequence", items: rows };
    }
    case "builtins.range": {
      const numbers = values.map(({ value }) => (value.kind === "number" ? value.value : null));
      if (numbers.includes(null) || numbers.length === 0 || numbers.length > 2) return null;
      const [a = 0, b] = numbers.map((value) => value ?? 0);
      const [from, to] = b === undefined ? [0, a] : [a, b];
      if (to - from > 1000) return null;
      return {
        kind: "sequence",
        items: Array.from({ length: Math.max(0, to - from) }, (_, i) => ({ kind: "number", value: from + i })),
      };
    }
    case "builtins.dict":
      if (values.every((value) => value.keyword !== null)) {
        return {
          kind: "mapping",
          entries: values.map((value) => ({
            key: { kind: "text", text: derivedText(value.keyword ?? "", span) },
            value: value.value,
          })),
        };
      }
      return first?.kind === "mapping" && values.length === 1 ? first : null;
    default:
      return null;
  }
}

/** `list(…)`, `set(…)` and the like of an answer of the database; null for anything else. */
function collected(value: Value): Value | null {
  if (value.kind === "collection" || value.kind === "selection") return value;
  return isQueried(value) ? { kind: "collection", element: eachOf(value), test: null } : null;
}

function anyOfItems(value: Value): Value | null {
  if (value.kind === "sequence") return anyOf(value.items.map((item) => negation(negation(item))));
  if (value.kind === "selection") return anyOf(value.candidates.map(({ item, test }) => allOf([test, item])));
  if (value.kind !== "collection") return null;
  return forSome(allOf([...(value.test === null ? [] : [value.test]), value.element]));
}

function allOfItems(value: Value): Value | null {
  if (value.kind === "sequence") return allOf(value.items.map((item) => negation(negation(item))));
  if (value.kind !== "collection") return null;
  return negation(forSome(allOf([...(value.test === null ? [] : [value.test]), negation(value.element)])));
}

/** Sorted as Python sorts texts or numbers; null where there is anything else among them. */
function sorted(items: readonly Value[]): Value | null {
  const keyed = items.map((item) => ({
    item,
    key: item.kind === "text" ? knownText(item.text) : item.kind === "number" ? item.value : null,
  }));
  const types = new Set(keyed.map(({ key }) => (key === null ? null : typeof key)));
  if (types.has(null) || types.size > 1) return null;
  return { kind: "sequence", items: keyed.toSorted((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item) };
}

function compareKeys(a: string | number | null, b: string | number | null): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [first, second] = [Array.from(String(a)), Array.from(String(b))];
  const at = first.findIndex((character, index) => character !== second[index]);
  if (at === -1) return first.length - second.length;
  return (first[at]?.codePointAt(0) ?? 0) - (second[at]?.codePointAt(0) ?? -1);
}

/** Characters that a replacement may make at worst; more than half a billion are no text that JavaScript could hold. */
const mostReplaced = 50_000_000;

function callTextMethod(text: Text, name: string, values: readonly ArgumentValue[], span: Span): Value | null {
  switch (name) {
    case "format":
      return { kind: "text", text: format(text, values) };
    case "strip":
      return values.length === 0 ? { kind: "text", text: stripText(text) } : null;
    case "upper":
      return { kind: "text", text: mapText(text, (value) => value.toUpperCase()) };
    case "lower":
      return { kind: "text", text: mapText(text, (value) => value.toLowerCase()) };
    case "replace": {
      const [from, to] = values.map(({ value }) => (value.kind === "text" ? knownText(value.text) : null));
      if (typeof from !== "string" || typeof to !== "string" || from === "" || values.length > 3) return null;
      if (text.some(({ value }) => (value?.length ?? 0) * to.length > mostReplaced)) return null;
      let left = Number.POSITIVE_INFINITY;
      if (values.length === 3) {
        const count = values[2]?.value;
        // Some may be in what can't be known.
        if (count?.kind !== "number" || count.value < 0 || knownText(text) === null) return null;
        left = count.value;
      }
      return { kind: "text", text: mapText(text, (value) => value.replaceAll(from, (own) => (left-- > 0 ? to : own))) };
    }
    case "join": {
      const given = values[0];
      const items = given === undefined ? null : itemsOf(given.value);
      if (items === null) return null;
      const joined = items.flatMap((item, index) => [...(index === 0 ? [] : text), ...asText(item, span, null)]);
      return {
        kind: "text",
        text: joined.map((piece) => ({
          ...piece,
          start: span.start,
          end: span.end,
          verbatim: false,
          expression: null,
        })),
      };
    }
    case "split":
    case "splitlines": {
      const known = knownText(text);
      const separator = values[0]?.value;
      if (known === null || values.length > 1 || (separator !== undefined && separator.kind !== "text")) return null;
      const by = separator === undefined ? null : knownText(separator.text);
      const parts =
        name === "splitlines"
          ? known.split(/\r?\n/).slice(0, /\n$|^$/.test(known) ? -1 : undefined)
          : by === null
            ? known.split(/\s+/).filter((part) => part !== "")
            : known.split(by);
      return { kind: "sequence", items: parts.map((part) => ({ kind: "text", text: derivedText(part, span) })) };
    }
    case "startswith": {
      const known = knownText(text);
      const prefix = values[0]?.value;
      const start = prefix?.kind === "text" ? knownText(prefix.text) : null;
      return known === null || start === null ? null : { kind: "constant", value: known.startsWith(start) };
    }
    default:
      return null;
  }
}

/** `text.format(…)`; a field with a conversion or a format specifier stays unknown. */
function format(text: Text, values: readonly ArgumentValue[]): Text {
  let next = 0;
  return expandFields(text, /\{\{|\}\}|\{(\w*)([^{}]*)\}/, (match) => {
    if (match[0] === "{{" || match[0] === "}}") return { literal: match[0][0] ?? "" };
    const key = match[1] ?? "";
    const given = /^\d*$/.test(key)
      ? argument(values, key === "" ? next++ : Number(key), "")
      : (values.find((value) => value.keyword === key) ?? null);
    if (given === null || match[2] !== "") return { value: { kind: "unknown", queried: false }, span: null };
    return { value: given.value, span: given.expression };
  });
}

function callMappingMethod(
  mapping: Extract<Value, { kind: "mapping" }>,
  name: string,
  values: readonly ArgumentValue[],
): Value | null {
  switch (name) {
    case "items":
      return {
        kind: "sequence",
        items: mapping.entries.map(({ key, value }) => ({ kind: "sequence", items: [key, value] })),
      };
    case "keys":
      return { kind: "sequence", items: mapping.entries.map(({ key }) => key) };
    case "values":
      return { kind: "sequence", items: mapping.entries.map(({ value }) => value) };
    case "get": {
      const key = values[0]?.value;
      const known = key?.kind === "text" ? knownText(key.text) : null;
      return known === null ? null : (entryOf(mapping, known) ?? values[1]?.value ?? { kind: "constant", value: null });
    }
    default:
      return null;
  }
}
