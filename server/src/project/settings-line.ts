import { parse } from "smol-toml";
import { isTable } from "./setting-types.ts";

/**
 * Finds the line (counted from 1) in which a TOML document that parses sets `path`, from the top down: the parser keeps no
 * positions, so this asks it how much of the document must be there for the key to be.
 */
export function lineOfKey(text: string, path: readonly string[]): number {
  const lines = text.split("\n");
  const key = path.at(-1) ?? "";
  let statement = 0;
  for (let end = 1; end <= lines.length; end++) {
    const document = parsed(lines.slice(0, end).join("\n"));
    if (document === null) continue;
    if (has(document, path)) {
      // Of a statement of several lines, the one with the key.
      const inside = lines.slice(statement, end).findIndex((line) => namesKey(line, key));
      return statement + Math.max(inside, 0) + 1;
    }
    statement = end;
  }
  return 1;
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function has(document: Readonly<Record<string, unknown>>, path: readonly string[]): boolean {
  let value: unknown = document;
  for (const key of path) {
    if (!isTable(value) || !Object.hasOwn(value, key)) return false;
    value = value[key];
  }
  return true;
}

function namesKey(line: string, key: string): boolean {
  const [code = ""] = line.split("#");
  const at = code.indexOf(key);
  return at !== -1 && !/[\w-]/.test(code[at - 1] ?? "") && !/[\w-]/.test(code[at + key.length] ?? "");
}
