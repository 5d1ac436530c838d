import type { FunctionDefinition } from "../../python/syntax.ts";
import { placeholdersOf } from "../idle-function.ts";
import type { MigrationScript } from "../script.ts";
import { beginsLine, indentationAt, indentationStep, lineEndOf, lineStop } from "./layout.ts";
import { newStatements } from "./new-statement.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * The edit that gives a function which does nothing something to do. Its docstring and comments stay.
 * @param lines of the body, indented as far as they stand in blocks of their own.
 * @returns null where its statements share a line with others.
 */
export function fillFunction(
  script: MigrationScript,
  definition: FunctionDefinition,
  lines: readonly string[],
): TextEdit | null {
  const { source } = script;
  const placeholders = placeholdersOf(definition, source);
  const [placeholder] = placeholders;
  const last = definition.body.at(-1);
  if (last === undefined || placeholders.length > 1) return null;
  if (placeholder === undefined) return newStatements(script, last, "after", lines);
  const lineEnd = lineEndOf(source);
  if (beginsLine(source, placeholder.start)) {
    const indentation = indentationAt(source, placeholder.start);
    return { start: placeholder.start, end: placeholder.end, text: lines.join(lineEnd + indentation) };
  }
  if (definition.body.length > 1) return null;
  // `def downgrade(): pass` gets lines of its own.
  const start = source.lastIndexOf(":", placeholder.start) + 1;
  const indentation = lineEnd + indentationAt(source, definition.start) + indentationStep(source);
  return { start, end: placeholder.end, text: lines.map((line) => indentation + line).join("") };
}

/** The edit that puts a function without parameters after another one, annotated as that one is. */
export function newFunction(
  script: MigrationScript,
  after: FunctionDefinition,
  name: string,
  lines: readonly string[],
): TextEdit {
  const { source } = script;
  const lineEnd = lineEndOf(source);
  const step = indentationStep(source);
  const first = after.body[0]?.start ?? after.end;
  const returns = /\)\s*->\s*None\s*:/.test(source.slice(after.start, first)) ? " -> None" : "";
  const end = lineStop(source, after.body.at(-1)?.end ?? after.end);
  const body = lines.map((line) => lineEnd + step + line).join("");
  return { start: end, end, text: `${lineEnd.repeat(3)}def ${name}()${returns}:${body}` };
}
