import type { Span, Statement } from "../../python/syntax.ts";
import type { QualifiedName } from "../database-object.ts";
import { helperFunctions } from "../enum-helper.ts";
import type { AddEnumValue, Operation } from "../operation.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import { soleType } from "./enum-additions.ts";
import { lineStop } from "./layout.ts";

/** Calls of `safe_add_enum_value` for one type, one right after the other. */
export interface HelperNeighbours extends Span {
  readonly type: QualifiedName;
  /** The type, and the schema, as the first call writes them. */
  readonly typeSource: string;
  readonly schema: string | null;
  /** The values as the calls write them, each with the comments that stand above it on lines of their own. */
  readonly values: readonly string[];
  /** The file calls `safe_add_enum_value` elsewhere too. */
  readonly others: boolean;
}

/** All such runs of two or more calls in the file. */
export function helperNeighbours(script: MigrationScript): readonly HelperNeighbours[] {
  const runs: HelperNeighbours[] = [];
  const seen = new Set<Statement>();
  const single = script.operations.filter(isPlainCall);
  for (const operation of single) {
    const { site } = operation.origin;
    if (site === null || seen.has(site.statement)) continue;
    const run = [operation];
    seen.add(site.statement);
    for (let index = site.index + 1; ; index++) {
      const next = single.find(({ origin }) => origin.site?.statement === site.block[index]);
      if (next === undefined || soleType([operation, next]) === null || commentedInside(script, next)) break;
      run.push(next);
      seen.add(next.origin.site?.statement ?? site.statement);
    }
    const last = run.at(-1);
    if (run.length > 1 && last !== undefined && !commentedInside(script, operation)) {
      const span = { start: site.statement.start, end: last.origin.site?.statement.end ?? site.statement.end };
      runs.push(neighboursOf(script, run, span));
    }
  }
  return runs;
}

/** A statement that is nothing but `safe_add_enum_value(type, value)`, run once, its arguments known where they stand. */
function isPlainCall(operation: Operation): operation is AddEnumValue {
  if (operation.kind !== "add enum value" || operation.helper !== helperFunctions.one || operation.neighbor !== null)
    return false;
  const { site, call, frames, foreign } = operation.origin;
  const repeated = frames.some((frame) => frame.kind === "loop" || (frame.kind === "function" && frame.call !== null));
  const plain = operation.value.expression !== null && operation.type.name.expression !== null;
  return plain && !repeated && !foreign && site?.statement.kind === "expression" && site.statement.value === call;
}

function commentedInside(script: MigrationScript, { origin }: AddEnumValue): boolean {
  return script.module.comments.some((comment) => within(comment, origin.call));
}

function neighboursOf(script: MigrationScript, run: readonly AddEnumValue[], span: Span): HelperNeighbours {
  const { source } = script;
  const written = (expression: Span | null | undefined) =>
    expression == null ? "" : source.slice(expression.start, expression.end);
  const values = run.map(({ value, origin }, index) => {
    const next = run[index + 1]?.origin.call.start ?? span.end;
    const previous = run[index - 1]?.origin.call.end;
    // Above the call, or behind it on its line.
    const from = previous === undefined ? origin.call.start : lineStop(source, previous);
    const behind = Math.min(lineStop(source, origin.call.end), next);
    const comments = script.module.comments.filter(
      (comment) => comment.start >= from && comment.end <= Math.max(behind, origin.call.start) && within(comment, span),
    );
    return [...comments.map(written), written(value.expression)].join("\n");
  });
  const [first] = run;
  return {
    ...span,
    type: first?.type ?? { schema: null, name: { text: null, expression: null } },
    typeSource: written(first?.type.name.expression),
    schema: first?.type.schema == null ? null : written(first.type.schema.expression),
    values,
    others: script.helperCalls.some((call) => call.name === helperFunctions.one && !within(call.nameSpan, span)),
  };
}
