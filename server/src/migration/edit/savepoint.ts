import type { Span, Statement, Try, With } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { managerKind, within } from "../swallowing.ts";
import { newImport } from "./imports.ts";
import { beginsLine, indentationAt, indentationStep, lineEndOf, lineStart, lineStop, nextLine } from "./layout.ts";
import { pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * Edits that put the body of the `try` or `suppress` at `swallower` into a savepoint: `with op.get_bind().begin_nested():`.
 * @returns null where that can't be done: the body leaves the transaction itself, or lines can't be indented.
 */
export function savepointInside(script: MigrationScript, swallower: Span): readonly TextEdit[] | null {
  const place = pathTo(script.module, swallower).findLast(
    ({ statement }) => statement.start === swallower.start && statement.end === swallower.end,
  );
  const statement = place?.statement;
  if (statement?.kind !== "try" && statement?.kind !== "with") return null;
  const first = statement.body[0];
  const last = statement.body.at(-1);
  if (first === undefined || last === undefined || leavesTransaction(script, statement)) return null;
  const alias = operationsModule(script);
  const opening = `with ${alias.name}.get_bind().begin_nested():`;
  const edits = beginsLine(script.source, first.start)
    ? indentBlock(script, statement.body, opening)
    : ontoOwnLines(script, statement, first, last, opening);
  return edits === null ? null : [...alias.edits, ...edits];
}

/** An autocommit block or a COMMIT inside ends the savepoint's transaction under it. */
function leavesTransaction(script: MigrationScript, statement: Try | With): boolean {
  return script.operations.some(({ kind, origin }) => {
    if (!within(origin.call, statement)) return false;
    return (
      kind === "transaction control" ||
      origin.frames.some(
        (frame) =>
          frame.kind === "with" &&
          within(frame.node, statement) &&
          frame.managers.some((manager) => managerKind(manager) === "autocommit"),
      )
    );
  });
}

function operationsModule(script: MigrationScript): { name: string; edits: readonly TextEdit[] } {
  const imported = script.imports.find(
    ({ module, name, alias }) =>
      (module === "alembic" && name === "op") || (module === "alembic.op" && name === null && alias !== "alembic"),
  );
  if (imported !== undefined) return { name: imported.alias, edits: [] };
  return { name: "op", edits: [newImport(script.module, "from alembic import op")] };
}

function indentBlock(script: MigrationScript, body: readonly Statement[], opening: string): readonly TextEdit[] | null {
  const { source } = script;
  const first = body[0];
  const last = body.at(-1);
  if (first === undefined || last === undefined) return null;
  const lineEnd = lineEndOf(source);
  const indentation = indentationAt(source, first.start);
  const step = indentationStep(source);
  const start = lineStart(source, first.start);
  const edits: TextEdit[] = [{ start, end: start, text: `${indentation}${opening}${lineEnd}${step}` }];
  const literals = multilineStrings(script, { start: first.start, end: last.end });
  for (let line = nextLine(source, first.start); line < last.end && line > start; line = nextLine(source, line)) {
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
  statement: Try | With,
  first: Statement,
  last: Statement,
  opening: string,
): readonly TextEdit[] | null {
  const { source } = script;
  if (source.slice(first.start, last.end).includes("\n")) return null;
  const lineEnd = lineEndOf(source);
  const outer = indentationAt(source, statement.start);
  const step = indentationStep(source);
  const body = `${lineEnd}${outer}${step}${opening}${lineEnd}${outer}${step}${step}`;
  const colon = source.lastIndexOf(":", first.start);
  return [{ start: colon + 1, end: first.start, text: body }];
}

/** String tokens in `span` that go over several lines. */
function multilineStrings(script: MigrationScript, span: Span): readonly Span[] {
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
  for (const { block } of pathTo(script.module, span).slice(-1)) visit(block);
  return found;
}

function isSpan(value: unknown): value is Span {
  return typeof value === "object" && value !== null && "start" in value && "end" in value;
}
