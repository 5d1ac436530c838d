import type { Import, Module, Span } from "../../python/syntax.ts";
import { importStatements } from "../imports.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import { indentationAt, lineEndOf, lineStop, nextLine, wholeLines } from "./layout.ts";
import { functionAround } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";

/** What makes a name importable, and under which name it is then known. */
export interface EnsuredImport {
  readonly local: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Makes `name` of `module` known at `at`: by the import that is there, by joining one from the same module, or on a line of its own
 * after the last import at the top of the module.
 * @param instead a name that the import need not bring any more; `name` takes its place.
 */
export function ensureImport(
  script: MigrationScript,
  module: string,
  name: string,
  at: Span,
  instead: string | null = null,
): EnsuredImport {
  const imports = importStatements(script.module);
  const around = functionAround(script.module, at);
  const visible = imports.filter(
    ({ statement, inFunction }) => !inFunction || (around !== null && within(statement, around)),
  );
  const same = visible.filter(({ statement }) => statement.module?.name === module);
  for (const { statement } of same) {
    const symbol = statement.symbols.find((each) => each.name === name);
    if (symbol !== undefined) return { local: symbol.alias ?? name, edits: removal(script.source, statement, instead) };
  }
  const joined = same.find(({ statement }) => !statement.star && statement.symbols.length > 0);
  if (joined !== undefined) return { local: name, edits: [join(script.source, joined.statement, name, instead)] };
  return { local: name, edits: [newImport(script.module, `from ${module} import ${name}`)] };
}

function join(source: string, statement: Import, name: string, instead: string | null): TextEdit {
  const replaced = statement.symbols.find((symbol) => symbol.name === instead && symbol.alias === null);
  if (replaced !== undefined) return { start: replaced.start, end: replaced.end, text: name };
  const last = statement.symbols.at(-1) ?? statement;
  const before = source.slice(statement.module?.end ?? statement.start, last.start);
  const ownLine = before.includes("\n");
  const text = ownLine ? `,${lineEndOf(source)}${indentationAt(source, last.start)}${name}` : `, ${name}`;
  return { start: last.end, end: last.end, text };
}

/** Takes a name out of an import that brings others too. */
function removal(source: string, statement: Import, name: string | null): readonly TextEdit[] {
  const index = statement.symbols.findIndex((symbol) => symbol.name === name);
  const symbol = statement.symbols[index];
  if (symbol === undefined || statement.symbols.length < 2) return [];
  const next = statement.symbols[index + 1];
  const previous = statement.symbols[index - 1];
  const span =
    next !== undefined
      ? { start: symbol.start, end: next.start }
      : { start: previous?.end ?? symbol.start, end: symbol.end };
  // A comment between the names would go with it.
  return source.slice(span.start, span.end).includes("#") ? [] : [{ ...span, text: "" }];
}

/** An import statement on its own line after the last import at the top of the module. */
export function newImport(module: Module, text: string): TextEdit {
  const { source } = module;
  const lineEnd = lineEndOf(source);
  let anchor: Span | null = null;
  for (const statement of module.body) {
    if (statement.kind === "function" || statement.kind === "class") break;
    if (statement.kind === "import") anchor = statement;
  }
  const docstring = module.body[0];
  if (anchor === null && docstring?.kind === "expression" && docstring.value.kind === "string") anchor = docstring;
  if (anchor !== null) {
    const end = lineStop(source, anchor.end);
    return { start: end, end, text: `${lineEnd}${text}` };
  }
  let start = source.startsWith("\ufeff") ? 1 : 0;
  while (source[start] === "#") start = nextLine(source, start);
  return { start, end: start, text: `${text}${lineEnd}${lineEnd}` };
}

/**
 * Removes the imports inside the function around `removed` that only the removed text used. Imports at module level stay.
 * @param removed ranges that other edits take away.
 */
export function removeImportsOnlyUsedIn(script: MigrationScript, removed: readonly Span[]): readonly TextEdit[] {
  const first = removed[0];
  const around = first === undefined ? null : functionAround(script.module, first);
  if (around === null) return [];
  const edits: TextEdit[] = [];
  for (const { statement, inFunction } of importStatements(script.module)) {
    if (!inFunction || statement.star || !within(statement, around) || removed.some((span) => within(statement, span)))
      continue;
    const names = statement.symbols.map((symbol) => symbol.alias ?? symbol.name.split(".")[0] ?? symbol.name);
    const only = names.every(
      (name) =>
        removed.some((span) => uses(script, span, name, [])) && !uses(script, around, name, [statement, ...removed]),
    );
    const lines = only ? wholeLines(script.source, statement) : null;
    if (lines !== null) edits.push({ ...lines, text: "" });
  }
  return edits;
}

const usesKnown = new WeakMap<MigrationScript, Map<string, boolean>>();

/** True when `name` stands as a word in `span`, comments and the ranges of `except` left out. */
export function uses(script: MigrationScript, span: Span, name: string, except: readonly Span[]): boolean {
  if (except.length > 0) return search(script, span, name, except);
  // The same is asked for every fix in a function.
  const answers = usesKnown.get(script) ?? new Map<string, boolean>();
  usesKnown.set(script, answers);
  const key = `${span.start} ${span.end} ${name}`;
  const answer = answers.get(key) ?? search(script, span, name, []);
  answers.set(key, answer);
  return answer;
}

function search(script: MigrationScript, span: Span, name: string, except: readonly Span[]): boolean {
  const word = new RegExp(`(?<![\\w.])${name}(?!\\w)`, "g");
  const passed = [...except, ...script.module.comments];
  for (const match of script.source.slice(span.start, span.end).matchAll(word)) {
    const start = span.start + match.index;
    const found = { start, end: start + name.length };
    if (!passed.some((range) => within(found, range))) return true;
  }
  return false;
}
