import { dropStatement } from "../../migration/edit/drop-statement.ts";
import { newStatements } from "../../migration/edit/new-statement.ts";
import { usualQuote } from "../../migration/edit/quotes.ts";
import { replaceClause } from "../../migration/edit/sql-clause.ts";
import { sqlText } from "../../migration/edit/sql-text.ts";
import { statementAround } from "../../migration/edit/statement-path.ts";
import type { Create } from "../../migration/operation.ts";
import { operationsOf } from "../../migration/operations-within.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { within } from "../../migration/swallowing.ts";
import type { Call, Expression, Span } from "../../python/syntax.ts";
import type { RepeatableForm, Surroundings } from "./repeatable-form.ts";
import { isReplaceable } from "./replaceable.ts";

/** The form of a creation that takes the place of what is there: OR REPLACE, else a drop before it. Null where it can't be written. */
export function replacingForm({ script, settings }: Surroundings, operation: Create): RepeatableForm | null {
  if (!isReplaceable(operation, settings)) return droppedFirst(script, operation);
  const edit = replaceClause(script, operation);
  return edit === null ? null : { edits: [edit], message: "Add OR REPLACE" };
}

/** A trigger that can't be replaced is dropped by a statement of its own, executed in the same way. */
function droppedFirst(script: MigrationScript, { object, origin, start, end }: Create): RepeatableForm | null {
  const { call } = origin;
  const drop = operationsOf(script, call).length > 1 ? null : dropStatement(object);
  const text = textAround(script, call, { start, end });
  if (drop === null || text === null || statementAround(script, call) === null) return null;
  const sql = sqlText(drop, usualQuote(script, text));
  const inOneLine = (start: number, end: number) => script.source.slice(start, end).replace(/\s*\n\s*/g, "");
  const statement = inOneLine(call.start, text.start) + sql + inOneLine(text.end, call.end).replace(/^,/, "");
  const edit = newStatements(script, call, "before", [statement]);
  return edit === null ? null : { edits: [edit], message: "Drop it first, with IF EXISTS" };
}

/** The literal of the call's arguments that a statement stands in. */
function textAround({ source }: MigrationScript, call: Call, span: Span): Span | null {
  const visit = (expression: Expression): Span | null => {
    if (expression.kind === "string") return within(span, expression) ? expression : null;
    if (expression.kind !== "call") return null;
    return expression.arguments.map(({ value }) => visit(value)).find((found) => found !== null) ?? null;
  };
  const found = visit(call);
  return found !== null && /^[rR]?["']/.test(source.slice(found.start, found.start + 2)) ? found : null;
}
