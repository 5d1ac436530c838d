import type { Import, ImportedSymbol } from "./syntax.ts";

const symbol = String.raw`\w[\w.]*(?:[ \t]+as[ \t]+\w+)?`;
const statement = new RegExp(String.raw`^(?:from[ \t]+([\w.]+)[ \t]+)?import[ \t]+(${symbol}(?:,[ \t]*${symbol})*)$`);
const symbols = /(\w[\w.]*)(?:[ \t]+as[ \t]+(\w+))?/g;

/** Reads an import statement of one line from its text alone, as `PlainExpressions` does expressions; null where it holds anything else. */
export function plainImport(source: string, start: number, end: number): Import | null {
  const [, module, list] = statement.exec(source.slice(start, end)) ?? [];
  if (list === undefined) return null;
  const offset = end - list.length;
  const found = Array.from(
    list.matchAll(symbols),
    ({ 0: whole, 1: name = "", 2: alias = null, index }): ImportedSymbol => {
      const from = offset + index;
      return { start: from, end: from + whole.length, name, alias };
    },
  );
  if (module === undefined) return { kind: "import", start, end, module: null, symbols: found, star: false };
  const from = source.indexOf(module, start + "from ".length);
  const named = { start: from, end: from + module.length, name: module };
  return { kind: "import", start, end, module: named, symbols: found, star: false };
}
