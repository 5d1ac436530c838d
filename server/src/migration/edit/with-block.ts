import type { Span, Statement } from "../../python/syntax.ts";
import { entryPoints } from "../entry-points.ts";
import type { MigrationScript } from "../script.ts";
import { newImport } from "./imports.ts";
import {
  beginsLine,
  endsLine,
  indentationAt,
  indentationStep,
  lineEndOf,
  lineStart,
  lineStop,
  nextLine,
} from "./layout.ts";
import type { TextEdit } from "./text-edit.ts";

/** The file's name for `alembic.op`, and the import that makes it known where the file has none. */
export function operationsModule(script: MigrationScript): { name: string; edits: readonly TextEdit[] } {
  const imported = script.imports.find(
    ({ module, name, alias }) =>
      (module === "alembic" && name === "op") || (module === "alembic.op" && name === null && alias !== "alembic"),
  );
  if (imported !== undefined) return { name: imported.alias, edits: [] };
  const functions = (["upgrade", "downgrade"] as const).flatMap((direction) => entryPoints(script.module, direction));
  // `env.py` gives it to them, by `run_migrations(op=op)`.
  if (functions.some(({ parameters }) => parameters.some(({ name }) => name === "op")))
    return { name: "op", edits: [] };
  return { name: "op", edits: [newImport(script.module, "from alembic import op")] };
}

/**
 * Edits that put statements in a row under `opening`, as its block. Comments stay where they are, the lines of texts as they are.
 * @param around the compound statement whose whole block they are; null where they are not, or it is not known.
 * @returns null where a line holds other statements too.
 */
export function putUnder(
  script: MigrationScript,
  body: readonly Statement[],
  opening: string,
  around: Span | null,
): readonly TextEdit[] | null {
  const first = body[0];
  const last = body.at(-1);
  if (first === undefined || last === undefined) return null;
  if (!beginsLine(script.source, first.start)) return ontoOwnLines(script, around, first, last, opening);
  // Still open at the end of the text, it ends behind it.
  if (last.end > script.source.length || !endsLine(script.source, last.end)) return null;
  const { source } = script;
  const start = lineStart(source, first.start);
  const heading = `${indentationAt(source, first.start)}${opening}${lineEndOf(source)}`;
  return [{ start, end: start, text: heading + indentationStep(source) }, ...indented(script, first, last)];
}

/** One step of indentation more for the lines after the one of `first`, up to the end of `last`. */
export function indented(script: MigrationScript, first: Span, last: Span): readonly TextEdit[] {
  const { source } = script;
  const step = indentationStep(source);
  const edits: TextEdit[] = [];
  const literals = multilineStrings(script, { start: first.start, end: last.end });
  const beginning = lineStart(source, first.start);
  // A statement that is still open at the end of the text ends behind it.
  const end = Math.min(last.end, source.length);
  for (let line = nextLine(source, first.start); line < end && line > beginning; line = nextLine(source, line)) {
    const blank = source.slice(line, lineStop(source, line)).trim() === "";
    // The lines of a text are the text: indenting them would change it.
    if (!blank && !literals.some((literal) => line > literal.start && line <= literal.end))
      edits.push({ start: line, end: line, text: step });
  }
  return edits;
}

/** `try: op.execute(…)` on one line gets lines of its own. */
function ontoOwnLines(
  script: MigrationScript,
  around: Span | null,
  first: Statement,
  last: Statement,
  opening: string,
): readonly TextEdit[] | null {
  const { source } = script;
  if (around === null || source.slice(first.start, last.end).includes("\n")) return null;
  const lineEnd = lineEndOf(source);
  const outer = indentationAt(source, around.start);
  const step = indentationStep(source);
  const body = `${lineEnd}${outer}${step}${opening}${lineEnd}${outer}${step}${step}`;
  const colon = source.lastIndexOf(":", first.start);
  return [{ start: colon + 1, end: first.start, text: body }];
}

/** What a string that goes over several lines has: three quotes, a line that goes on, or expressions in it. */
const mayGoOn = /"""|'''|\\[\r\n]|[fFtT][rR]?["']|[rR][fFtT]["']/;

const longStrings = new WeakMap<MigrationScript, readonly Span[]>();

/** String tokens in `span` that go over several lines. */
function multilineStrings(script: MigrationScript, span: Span): readonly Span[] {
  const text = script.source.slice(span.start, span.end);
  // Most statements need no look at the syntax of the whole file.
  if (!text.includes("\n") || !mayGoOn.test(text)) return [];
  let found = longStrings.get(script);
  if (found === undefined) {
    found = allMultilineStrings(script);
    longStrings.set(script, found);
  }
  return found.filter((each) => each.end > span.start && each.start < span.end);
}

function allMultilineStrings(script: MigrationScript): readonly Span[] {
  const found: Span[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    if ("kind" in value && value.kind === "string" && "parts" in value && Array.isArray(value.parts)) {
      for (const part of value.parts) {
        if (isSpan(part) && script.source.slice(part.start, part.end).includes("\n")) found.push(part);
      }
    }
    for (const item of Object.values(value)) visit(item);
  };
  visit(script.module.body);
  return found;
}

function isSpan(value: unknown): value is Span {
  return typeof value === "object" && value !== null && "start" in value && "end" in value;
}
