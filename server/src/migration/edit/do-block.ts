import type { Call, Expression, StringPart } from "../../python/syntax.ts";
import type { Operation } from "../operation.ts";
import type { MigrationScript } from "../script.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * Edits that put a SQL statement into a DO block, which goes on where the statement fails with `condition`.
 * @param condition PostgreSQL's name of the error: `duplicate_object`.
 * @returns null where the statement is not all of one literal in its call, holds what would end the block's text, or ends in a comment.
 */
export function doBlock(script: MigrationScript, operation: Operation, condition: string): readonly TextEdit[] | null {
  const literal = literalOf(operation.origin.call, operation);
  if (literal === null || operation.inDoBlock || literal.value.includes("$$")) return null;
  const { source } = script;
  // Behind a comment, the rest of the block would be a part of it.
  const last = operation.origin.words?.().at(-1)?.span?.end;
  if (last === undefined || source.slice(last, operation.end).trim() !== "") return null;
  const after = /^\s*;/.exec(source.slice(operation.end, literal.end))?.[0].length ?? 0;
  const end = operation.end + after;
  if (source.slice(literal.start, operation.start).trim() !== "" || source.slice(end, literal.end).trim() !== "")
    return null;
  return [
    { start: operation.start, end: operation.start, text: "DO $$ BEGIN " },
    { start: operation.end, end, text: `; EXCEPTION WHEN ${condition} THEN NULL; END $$` },
  ];
}

/** The literal around `operation` that stands in the call's arguments as it is. */
function literalOf(call: Call, operation: Operation): Extract<StringPart, { kind: "text" }> | null {
  const visit = (expression: Expression): Extract<StringPart, { kind: "text" }> | null => {
    if (expression.kind === "call")
      return expression.arguments.map(({ value }) => visit(value)).find((found) => found !== null) ?? null;
    if (expression.kind !== "string" || expression.parts.length !== 1) return null;
    const [part] = expression.parts;
    if (part?.kind !== "text" || !part.verbatim) return null;
    return part.start <= operation.start && operation.end <= part.end ? part : null;
  };
  return visit(call);
}
