import type { DatabaseObject } from "../migration/database-object.ts";
import { known } from "../migration/database-object.ts";
import { namedConnectionAt } from "../migration/edit/connection.ts";
import { dropStatement } from "../migration/edit/drop-statement.ts";
import { checkOpening } from "../migration/edit/existence-check.ts";
import { existenceQuery } from "../migration/edit/existence-query.ts";
import { uses } from "../migration/edit/imports.ts";
import { withArgument } from "../migration/edit/keyword.ts";
import { indentationStep, pythonString } from "../migration/edit/layout.ts";
import { removeWithCheck } from "../migration/edit/move-statement.ts";
import { newStatements } from "../migration/edit/new-statement.ts";
import { type Quote, usualQuote } from "../migration/edit/quotes.ts";
import { sqlText } from "../migration/edit/sql-text.ts";
import { sqlalchemyModule } from "../migration/edit/sqlalchemy-module.ts";
import { functionAround, pathTo, statementAround } from "../migration/edit/statement-path.ts";
import { joinedAt, type TextEdit } from "../migration/edit/text-edit.ts";
import { operationsModule } from "../migration/edit/with-block.ts";
import type { Create, Drop, Operation } from "../migration/operation.ts";
import { operationsOf } from "../migration/operations-within.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Span } from "../python/syntax.ts";
import { type CheckedColumn, checkedColumn } from "./check-constraint.ts";
import { type DirectiveColumn, type EnumPlace, enumAt } from "./enum-place.ts";
import { type EnumUsers, usersOf } from "./enum-users.ts";
import type { Refactoring } from "./refactoring.ts";
import { sqlColumnEdit } from "./sql-column.ts";

/**
 * Makes the column of the enum type at an offset a VARCHAR with a CHECK, whose values can be changed and removed ("Future Improvements" of
 * the guideline). Null where there is none, its values can't be known, or the script does more with the type.
 */
export function enumToCheck(script: MigrationScript, offset: number): Refactoring | null {
  const place = enumAt(script, offset);
  const users = place === null ? null : usersOf(script, place.type);
  if (place === null || users === null || script.module.damage.length > 0) return null;
  const { operation, table, name } = users.column;
  const isOnce = operationsOf(script, operation.origin.call).filter(isSameKind(operation)).length === 1;
  if (operation.origin.foreign || !isOnce || operation.origin.frames.some(({ kind }) => kind === "loop")) return null;
  if (table.name.text === null || table.schema?.text === null || name.text === null) return null;
  const column = checkedColumn(table.name.text, table.schema?.text ?? null, name.text, place.labels);
  if (column === null) return null;
  const change =
    place.column === null
      ? sqlColumnEdit(script, users.column, place.type, column)
      : directiveEdits(script, place.column, column);
  const gone = withoutType(script, place, users);
  const back = operation.object.type === "column" ? dropped(script, column) : [];
  if (change === null || gone === null || back === null) return null;
  return {
    title: "Use VARCHAR with a CHECK constraint instead of an enum",
    edits: joined([...change, ...gone, ...back]),
  };
}

/** A call in a local function that is called twice is two operations. */
function isSameKind({ object }: Create): (operation: Operation) => boolean {
  return (operation) => operation.kind === "create" && operation.object.type === object.type;
}

/** `sa.String`, and the constraint in the table or after the column. */
function directiveEdits(
  script: MigrationScript,
  { operation, type, call }: DirectiveColumn,
  column: CheckedColumn,
): readonly TextEdit[] | null {
  const { source } = script;
  const sqlalchemy = sqlalchemyModule(script);
  const { name: op, edits } = operationsModule(script);
  const quote = usualQuote(script, operation.origin.call);
  const string = { start: type.start, end: type.end, text: `${sqlalchemy.name}.String(length=${column.length})` };
  const start = [...sqlalchemy.edits, ...edits, string];
  // `op.f`: a naming convention would make another name of it.
  const name = `${op}.f(${inQuotes(column.name, quote)})`;
  if (operation.directive === "create_table") {
    const text = `${sqlalchemy.name}.CheckConstraint(${sqlText(column.condition, quote)}, name=${name})`;
    const constraint = withArgument(source, operation.origin.call, text);
    return constraint === null || constraint.start < call.end ? null : [...start, constraint];
  }
  const constraint: DatabaseObject = {
    type: "constraint",
    schema: column.schema === null ? null : known(column.schema),
    table: known(column.table),
    name: known(column.name),
  };
  const query = existenceQuery(constraint);
  const statement = statementAround(script, operation.origin.call);
  if (query === null || statement === null) return null;
  const connection = namedConnectionAt(script, statement);
  const opening = checkOpening(
    script,
    statement,
    query,
    false,
    `${connection.expression}.execute(${sqlalchemy.name}.text`,
  );
  const inSchema = column.schema === null ? "" : `, schema=${inQuotes(column.schema, quote)}`;
  const creation = `${op}.create_check_constraint(${name}, ${inQuotes(column.table, quote)}, ${sqlText(column.condition, quote)}${inSchema})`;
  const after = newStatements(script, statement, "after", [opening, indentationStep(source) + creation]);
  return after === null ? null : [...start, ...connection.edits, after];
}

/** Edits that take away what creates and drops the type, and the variable that held it. */
function withoutType(script: MigrationScript, { column }: EnumPlace, { alone }: EnumUsers): readonly TextEdit[] | null {
  const calls = [...new Set(alone.map(({ origin }) => origin.call))];
  const isOnly = (call: (typeof calls)[number]) =>
    operationsOf(script, call).every((operation) => alone.some((each) => each === operation));
  const isPlain = ({ origin }: Create | Drop) => !origin.foreign && !origin.frames.some(({ kind }) => kind === "loop");
  if (!alone.every(isPlain) || !calls.every(isOnly)) return null;
  const removed: Span[] = [...calls];
  const variable = column?.type.kind === "name" ? column.type.id : null;
  if (column?.assignment != null && variable !== null) {
    if (column.assignment.targets.length > 1) return null;
    const scope = functionAround(script.module, column.assignment) ?? { start: 0, end: script.source.length };
    if (uses(script, scope, variable, [column.assignment, column.type, ...calls])) return null;
    removed.push(column.assignment);
  }
  const edits = removed.map((span) => removeWithCheck(script, span));
  return edits.every((edit) => edit !== null) ? edits : null;
}

/** Before `downgrade` drops the column, it drops the constraint; nothing where it does not drop the column itself. */
function dropped(script: MigrationScript, column: CheckedColumn): readonly TextEdit[] | null {
  const drop = script.operations.find(
    ({ kind, direction, ...operation }) =>
      kind === "drop" &&
      direction === "downgrade" &&
      "object" in operation &&
      operation.object?.type === "column" &&
      operation.object.table?.text === column.table &&
      operation.object.name?.text === column.column,
  );
  if (drop === undefined || drop.origin.foreign) return [];
  const statement = pathTo(script.module, drop.origin.call).at(-1)?.statement;
  const sql = dropStatement(
    {
      type: "constraint",
      schema: column.schema === null ? null : known(column.schema),
      table: known(column.table),
      name: known(column.name),
    },
    { tableMayBeMissing: true },
  );
  if (statement === undefined || sql === null) return [];
  const { name: op } = operationsModule(script);
  const edit = newStatements(script, drop.origin.call, "before", [
    `${op}.execute(${sqlText(sql, usualQuote(script, statement))})`,
  ]);
  return edit === null ? null : [edit];
}

function inQuotes(text: string, quote: Quote): string {
  return quote === "'"
    ? pythonString(text)
    : `"${pythonString(text).slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"')}"`;
}

/** Insertions at one place as one edit, each text once where imports are the same. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const different = edits.filter(
    (edit, index) =>
      edits.findIndex((other) => other.start === edit.start && other.end === edit.end && other.text === edit.text) ===
      index,
  );
  return different.reduce<readonly TextEdit[]>(
    (all, { start, end }) => (start === end ? joinedAt(all, start) : all),
    different,
  );
}
