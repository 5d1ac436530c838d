import { Language, Parser } from "web-tree-sitter";
import { convertModule, type Remarks } from "./convert.ts";
import type { Module, Span } from "./syntax.ts";

/** How many damaged lines of one file are cut out before the rest is taken as the parser recovers it. */
const mostRepairs = 6;

/** Reads Python source. */
export interface PythonParser {
  /** Parses `source`, of any quality: lines that can't be read are left out and noted, the others are read. */
  parse(source: string): Module;
}

/** Loads tree-sitter and the Python grammar from their bytes. @throws when the bytes are no such WASM modules. */
export async function loadPythonParser(treeSitter: Uint8Array, grammar: Uint8Array): Promise<PythonParser> {
  await Parser.init({ wasmBinary: treeSitter });
  const language = await Language.load(grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  return { parse: (source) => parseTolerantly(parser, source) };
}

function parseTolerantly(parser: Parser, source: string): Module {
  const damage: Span[] = [];
  let text = source;
  for (let repairs = 0; ; repairs++) {
    const { body, remarks, broken } = parseOnce(parser, text);
    const line = repairs < mostRepairs && broken ? nextDamagedLine(text, remarks.damage) : null;
    if (line === null) {
      return { source, body, comments: remarks.comments, damage: [...damage, ...remarks.damage] };
    }
    damage.push(line);
    // `0` keeps the block non-empty and every offset where it was.
    text = `${text.slice(0, line.start)}0${" ".repeat(line.end - line.start - 1)}${text.slice(line.end)}`;
  }
}

function parseOnce(parser: Parser, text: string) {
  const tree = parser.parse(text);
  if (tree === null) throw new Error("tree-sitter gave no tree");
  try {
    const remarks: Remarks = { comments: [], damage: [] };
    const body = convertModule(tree.rootNode, text, remarks);
    return { body, remarks, broken: remarks.damage.length > 0 || tree.rootNode.hasError };
  } finally {
    tree.delete();
  }
}

/** The line on which the first damage begins, without indentation and line end; null when nothing is left to cut there. */
function nextDamagedLine(text: string, damage: readonly Span[]): Span | null {
  const ordered = [...damage].sort((a, b) => a.start - b.start);
  for (const { start } of ordered) {
    let from = text.lastIndexOf("\n", start - 1) + 1;
    let to = text.indexOf("\n", start);
    if (to === -1) to = text.length;
    if (text[to - 1] === "\r") to--;
    while (from < to && (text[from] === " " || text[from] === "\t" || text[from] === "\f" || text[from] === "\ufeff"))
      from++;
    if (from < to && text.slice(from, to).trimEnd() !== "0") return { start: from, end: to };
  }
  return null;
}
