import type { Expression } from "../../python/syntax.ts";
import type { SqlPart } from "../../sql/sql-text.ts";
import type { NameBindings } from "./name-bindings.ts";

const mostTexts = 100;
const longestWay = 5;

/** Names on the way to a value: one that leads back to itself gives nothing. */
type Way = readonly string[];

/** The boolean that an expression is bound to be; null when it can't be known. */
export function knownFlag(expression: Expression, names: NameBindings, way: Way = []): boolean | null {
  if (expression.kind === "constant") return expression.value === true;
  if (expression.kind !== "name" || isTooFar(expression.id, way)) return null;
  const flags = names.of(expression.id).map((binding) => {
    return binding.kind === "value" ? knownFlag(binding.value, names, [...way, expression.id]) : null;
  });
  return agreed(flags);
}

function isTooFar(name: string, way: Way): boolean {
  return way.length > longestWay || way.includes(name);
}

/** What all of them are; null when they differ, when one is unknown, and when there is none. */
export function agreed(flags: readonly (boolean | null)[]): boolean | null {
  const [first = null] = flags;
  return flags.every((flag) => flag === first) ? first : null;
}

/** A text as parts, of which some may be unknown. */
export type PartlyKnownText = readonly SqlPart[];

const unknownText: PartlyKnownText = [{ unknown: 0 }];

/** The texts that an expression may give; one that can't be known at all is a single unknown part. */
export function possibleTexts(expression: Expression, names: NameBindings, way: Way = []): readonly PartlyKnownText[] {
  switch (expression.kind) {
    case "string": {
      const parts = expression.parts.map((part): readonly PartlyKnownText[] => {
        if (part.kind === "text") return [[{ text: part.value }]];
        return part.plain ? possibleTexts(part.expression, names, way) : [unknownText];
      });
      return parts.reduce((before, part) => combined(before, part), [[]]);
    }
    case "binary": {
      const { operator, left, right } = expression;
      if (operator !== "+") return [unknownText];
      return combined(possibleTexts(left, names, way), possibleTexts(right, names, way));
    }
    case "conditional":
      return [expression.body, expression.otherwise].flatMap((each) => possibleTexts(each, names, way));
    case "call": {
      // `sqlalchemy.text("…")`
      const path = names.path(expression.callee) ?? "";
      const [first] = expression.arguments;
      const isText = /^(sqlalchemy|sqlmodel)\b/.test(path) && /\.(text|DDL)$/.test(path);
      return isText && first !== undefined ? possibleTexts(first.value, names, way) : [unknownText];
    }
    case "name": {
      if (isTooFar(expression.id, way)) return [unknownText];
      const further = [...way, expression.id];
      const bindings = names.of(expression.id);
      const texts = bindings.flatMap((binding): readonly PartlyKnownText[] => {
        if (binding.kind === "value") return possibleTexts(binding.value, names, further);
        if (binding.kind === "item") return possibleItems(binding.of, names, further);
        // What calls give for a parameter counts, where there are calls.
        return binding.kind === "parameter" && bindings.length > 1 ? [] : [unknownText];
      });
      return texts.length === 0 ? [unknownText] : limited(texts);
    }
    default:
      return [unknownText];
  }
}

/** The items of a list that is written out. */
function possibleItems(expression: Expression, names: NameBindings, way: Way): readonly PartlyKnownText[] {
  if (expression.kind === "sequence") return expression.items.flatMap((item) => possibleTexts(item, names, way));
  if (expression.kind !== "name" || isTooFar(expression.id, way)) return [unknownText];
  const bindings = names.of(expression.id);
  const items = bindings.flatMap((binding): readonly PartlyKnownText[] => {
    return binding.kind === "value" ? possibleItems(binding.value, names, [...way, expression.id]) : [unknownText];
  });
  return items.length === 0 ? [unknownText] : items;
}

function combined(before: readonly PartlyKnownText[], after: readonly PartlyKnownText[]): readonly PartlyKnownText[] {
  return limited(before.flatMap((first) => after.map((second) => [...first, ...second])));
}

/** Of more texts than anyone would write, the others are unknown. */
function limited(texts: readonly PartlyKnownText[]): readonly PartlyKnownText[] {
  return texts.length > mostTexts ? [...texts.slice(0, mostTexts), unknownText] : texts;
}

/** The parts with their unknown ones counted from 0, as the reader of statements wants them. */
export function numbered(text: PartlyKnownText): readonly SqlPart[] {
  let unknowns = 0;
  return text.map((part) => ("unknown" in part ? { unknown: unknowns++ } : part));
}
