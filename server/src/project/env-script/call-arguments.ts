import type { Call, Expression } from "../../python/syntax.ts";
import type { NameBindings } from "./name-bindings.ts";

/** What a call gives for a keyword: an expression, nothing, or `**` something that may hold it. */
export type Given = Expression | "absent" | "unknown";

/** Finds what `call` gives for a keyword, also in a dictionary that it takes apart and that is written out in the file. */
export function givenFor(keyword: string, call: Call, names: NameBindings): Given {
  const named = call.arguments.find((argument) => argument.keyword === keyword);
  if (named !== undefined) return named.value;
  const spread = call.arguments.filter(({ splat }) => splat).map(({ value }) => entryFor(keyword, value, names));
  return spread.find((found) => found !== "absent") ?? "absent";
}

function entryFor(key: string, mapping: Expression, names: NameBindings): Given {
  if (mapping.kind === "dictionary") {
    const entries = mapping.entries.map((entry): Given => {
      if (entry.key?.kind !== "string") return "unknown";
      const [part, ...others] = entry.key.parts;
      return part?.kind === "text" && others.length === 0 && part.value === key ? entry.value : "absent";
    });
    return entries.findLast((found) => found !== "absent") ?? "absent";
  }
  if (mapping.kind === "call" && mapping.callee.kind === "name" && mapping.callee.id === "dict") {
    return mapping.arguments.some(({ keyword }) => keyword === null) ? "unknown" : givenFor(key, mapping, names);
  }
  if (mapping.kind !== "name") return "unknown";
  const [only, ...others] = names.of(mapping.id);
  const isWrittenOut = only?.kind === "value" && only.value.kind !== "name" && others.length === 0;
  return isWrittenOut ? entryFor(key, only.value, names) : "unknown";
}
