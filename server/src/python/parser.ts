import { Language, type Node, Parser } from "web-tree-sitter";
import type { Remarks } from "./convert-expression.ts";
import { convertModule } from "./convert-statement.ts";
import { layoutOf, lineSpan, withoutCommentRuns, withoutLines } from "./damage.ts";
import type { Module, Span } from "./syntax.ts";
import { SyntaxNode } from "./syntax-node.ts";

/** How often a file is parsed again without its damaged lines before it is taken as the parser recovers it. */
const mostRepairs = 6;

/** Reads Python source. */
export interface PythonParser {
  /** Parses `source`, of any quality: lines that can't be read are left out and noted, the others are read. */
  parse(source: string): Module;
  /** Parses and frees the tree, nothing more; for measuring what reading adds to it. */
  parseOnly(source: string): void;
}

/** Loads tree-sitter and the Python grammar from their bytes. @throws when the bytes are no such WASM modules. */
export async function loadPythonParser(treeSitter: Uint8Array, grammar: Uint8Array): Promise<PythonParser> {
  await Parser.init({ wasmBinary: treeSitter });
  const language = await Language.load(grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    parse: (source) => parseTolerantly(parser, source),
    parseOnly: (source) => parser.parse(source)?.delete(),
  };
}

function parseTolerantly(parser: Parser, source: string): Module {
  const damage: Span[] = [];
  let text = withoutCommentRuns(source);
  for (let repairs = 0; ; repairs++) {
    const { body, remarks, errors } = parseOnce(parser, text, source + text.slice(source.length));
    const repairable = repairs < mostRepairs && errors.length > 0;
    const closing = repairable && text.length === source.length ? layoutOf(text).closing : "";
    if (closing !== "") {
      damage.push({ start: source.length, end: source.length });
      text += closing;
      continue;
    }
    const lines = repairable ? damagedLines(text, errors) : [];
    if (lines.length === 0) return { source, body, comments: remarks.comments, damage: [...damage, ...remarks.damage] };
    for (const line of lines) text = withoutLines(text, line);
    damage.push(...lines);
  }
}

/** Parses `text`; what stands in strings and names is taken from `source`, which has the same offsets. */
function parseOnce(parser: Parser, text: string, source: string) {
  const tree = parser.parse(text);
  if (tree === null) throw new Error("tree-sitter gave no tree");
  try {
    const remarks: Remarks = { comments: [], damage: [] };
    const root = tree.rootNode;
    const { hasError } = root;
    const body = convertModule(new SyntaxNode(root), source, remarks, !hasError && text === source);
    const errors = hasError ? [...remarks.damage, ...errorsUnder(root)] : remarks.damage;
    return { body, remarks, errors };
  } finally {
    tree.delete();
  }
}

function errorsUnder(root: Node): readonly Span[] {
  const found: Span[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.isError || node.isMissing) found.push({ start: node.startIndex, end: node.endIndex });
    if (node.hasError) pending.push(...node.children);
  }
  return found;
}

/** The lines to leave out: those that are not finished, else those of the parser's narrowest error. */
function damagedLines(text: string, errors: readonly Span[]): readonly Span[] {
  const { unfinished, groups } = layoutOf(text);
  const open = unfinished.filter((line) => line.end > line.start && !isHarmless(text, line));
  if (open.length > 0) return open;
  const ordered = [...errors].sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start);
  for (const { start } of ordered) {
    const group = groups.find((each) => each.start <= start && start < each.end);
    const first = lineSpan(text, group?.start ?? start);
    const line = group === undefined ? first : { start: first.start, end: group.end };
    if (line.end > line.start && !isHarmless(text, line)) return [line];
  }
  return [];
}

function isHarmless(text: string, span: Span): boolean {
  const written = text.slice(span.start, span.end).trimEnd();
  return written === "" || written === "0" || written === "if 1:";
}
