import type { Operand, QualifiedName } from "../database-object.ts";

const part = /"((?:[^"]|"")*)"|([^".\s()[\]]+)/gy;

/**
 * Splits a name written in a text, as `to_regclass` and a cast to `regclass` do: `auth.users`, `"My App".t`. Unquoted parts are
 * folded to lower case; what follows in parentheses is left out. Empty where the text is no name.
 */
export function splitName(text: string): readonly string[] {
  const names: string[] = [];
  part.lastIndex = text.length - text.trimStart().length;
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    names.push(found[1]?.replaceAll('""', '"') ?? (found[2] ?? "").toLowerCase());
    if (text[part.lastIndex] !== ".") break;
    part.lastIndex++;
  }
  return names;
}

/** The qualified name of these parts, outermost first; what each part means is for `read` to say. */
export function qualified(parts: readonly string[], read: (part: string) => Operand): QualifiedName {
  const name = parts.at(-1);
  const schema = parts.at(-2);
  return {
    schema: schema === undefined ? null : read(schema),
    name: name === undefined ? { text: null, expression: null } : read(name),
  };
}
