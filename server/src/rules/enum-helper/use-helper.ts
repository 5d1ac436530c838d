import type { Context } from "../../context.ts";
import { type AdditionRegion, additionRegion, mayRunAgain, turnsOf } from "../../migration/edit/enum-additions.ts";
import { ensureImport, removeImportsOnlyUsedIn } from "../../migration/edit/imports.ts";
import { beginsLine, indentationAt, lineEndOf } from "../../migration/edit/layout.ts";
import type { TextEdit } from "../../migration/edit/text-edit.ts";
import type { AddEnumValue } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { within } from "../../migration/swallowing.ts";
import type { Span } from "../../python/syntax.ts";
import type { Fix } from "../finding.ts";
import { helperCalls } from "./helper-calls.ts";
import { helperImport } from "./helper-import.ts";

/**
 * The fix that replaces the statements around `operation` by calls of the helper, and imports it.
 * @param around must be replaced as a whole, as the `try` that swallows the error; null when the statement alone will do.
 * @returns null when these statements do more than add enum values, or what they add can't be written down, and where the helper can't be imported.
 */
export function useHelper(
  script: MigrationScript,
  context: Context,
  operation: AddEnumValue,
  around: Span | null,
): Fix | null {
  const region = additionRegion(script, operation, around);
  if (region === null) return null;
  const again = mayRunAgain(region);
  const calls = helperCalls(script, again ? turnsOf(region) : [region.additions], region.start, again);
  if (calls === null) return null;
  const from = helperImport(script, context, calls.uses);
  if (from === null) return null;
  const names = new Map<string, string>();
  const edits: TextEdit[] = [];
  for (const { name } of calls.uses) {
    if (names.has(name)) continue;
    const ensured = ensureImport(script, from.module, name, region);
    names.set(name, ensured.local);
    edits.push(...ensured.edits);
  }
  const statements = calls.statements.map((statement, index) =>
    withLocalName(statement, calls.uses[index]?.name ?? "", names),
  );
  edits.push({ start: region.start, end: region.end, text: replacement(script, region, statements) });
  edits.push(...removeImportsOnlyUsedIn(script, [region]));
  const [first] = calls.uses;
  const several = calls.uses.length > 1 ? "the enum helper" : (first?.name ?? "the enum helper");
  return {
    applicability: calls.guessed ? "unsafe" : from.applicability,
    message: from.fileChanges.length > 0 ? `Use ${several}, and create it` : `Use ${several}`,
    edits: mergeInsertions(edits),
    fileChanges: from.fileChanges,
  };
}

function withLocalName(statement: string, name: string, names: ReadonlyMap<string, string>): string {
  return (names.get(name) ?? name) + statement.slice(name.length);
}

function replacement(script: MigrationScript, region: AdditionRegion, statements: readonly string[]): string {
  const { source } = script;
  if (!beginsLine(source, region.start)) return statements.join("; ");
  const separator = lineEndOf(source) + indentationAt(source, region.start);
  return [...commentsKept(script, region), ...statements].join(separator);
}

/** The comments in the replaced statements, but those about handling the error. */
function commentsKept(script: MigrationScript, region: AdditionRegion): readonly string[] {
  const handlers = region.additions.flatMap(({ origin }) =>
    origin.frames.flatMap((frame) => (frame.kind === "try" && within(frame.node, region) ? frame.node.handlers : [])),
  );
  const kept = script.module.comments.filter(
    (comment) => within(comment, region) && !handlers.some((handler) => within(comment, handler)),
  );
  return [...new Set(kept.map((comment) => script.source.slice(comment.start, comment.end)))];
}

/** Two names that join one import are inserted at one place; as one edit they keep their order in every editor. */
function mergeInsertions(edits: readonly TextEdit[]): readonly TextEdit[] {
  const merged: TextEdit[] = [];
  for (const edit of edits) {
    const same = merged.findIndex(
      (other) => other.start === edit.start && other.end === edit.end && edit.start === edit.end,
    );
    const other = merged[same];
    if (other === undefined) merged.push(edit);
    else merged[same] = { ...other, text: joinImports(other.text, edit.text) };
  }
  return merged;
}

/** Two insertions of imports from one module become one line. */
function joinImports(first: string, second: string): string {
  const name = /^(\r?\n)?from \S+ import (\w+)((?:\r?\n)*)$/.exec(second)?.[2];
  if (name === undefined) return first + second;
  return first.replace(/(\w)((?:\r?\n)*)$/, `$1, ${name}$2`);
}
