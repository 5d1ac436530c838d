import type { Statement } from "../../python/syntax.ts";
import type { Operation, TransactionControl } from "../operation.ts";
import { operationsWithin } from "../operations-within.ts";
import type { MigrationScript } from "../script.ts";
import { blockOpening, mayLeaveTransaction } from "./autocommit-block.ts";
import { beginsLine, endsLine, lineStart, lineStop, nextLine } from "./layout.ts";
import { pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";
import { indented, operationsModule } from "./with-block.ts";

/**
 * Makes an autocommit block of the statements between a COMMIT and its BEGIN, or, where no BEGIN follows, of those up to the last one
 * that can't do without.
 * @param needsBlock whether an operation can't run in a transaction, or should not.
 * @returns null where the shape is another.
 */
export function blockInsteadOfCommit(
  script: MigrationScript,
  commit: TransactionControl,
  needsBlock: (operation: Operation) => boolean,
): readonly TextEdit[] | null {
  const place = pathTo(script.module, commit.origin.call).at(-1);
  if (place === undefined || !standsAlone(script, place.statement) || !mayLeaveTransaction(commit)) return null;
  const rest = place.block.slice(place.index + 1);
  const next = rest.findIndex((statement) => operationsWithin(script, statement).some(isControl));
  const begin = rest[next];
  if (begin !== undefined && !isBegin(script, begin)) return null;
  const last =
    begin === undefined
      ? rest.findLastIndex((statement) => operationsWithin(script, statement).some(needsBlock))
      : next - 1;
  const body = rest.slice(0, last + 1);
  const end = body.at(-1);
  if (end === undefined || !endsLine(script.source, end.end)) return null;
  const inside = body.flatMap((statement) => operationsWithin(script, statement));
  if (inside.some(({ transaction, savepoint }) => transaction !== "committed" || savepoint)) return null;
  const alias = operationsModule(script);
  return [
    ...alias.edits,
    { start: place.statement.start, end: place.statement.end, text: blockOpening(alias.name) },
    ...indented(script, place.statement, end),
    ...(begin === undefined ? [] : removal(script.source, begin)),
  ];
}

/**
 * Takes away a statement that is a COMMIT or BEGIN alone.
 * @returns null where its block would be empty, or its line holds others.
 */
export function withoutControl(script: MigrationScript, control: TransactionControl): readonly TextEdit[] | null {
  const place = pathTo(script.module, control.origin.call).at(-1);
  if (place === undefined || place.block.length === 1 || !standsAlone(script, place.statement)) return null;
  return removal(script.source, place.statement);
}

function isControl({ kind }: Operation): boolean {
  return kind === "transaction control";
}

/** One call on a line of its own, that executes nothing else. */
function standsAlone(script: MigrationScript, statement: Statement): boolean {
  return (
    statement.kind === "expression" &&
    operationsWithin(script, statement).every(
      (each) => isControl(each) && !each.inDoBlock && !each.origin.foreign && each.origin.call === statement.value,
    ) &&
    beginsLine(script.source, statement.start) &&
    endsLine(script.source, statement.end)
  );
}

function isBegin(script: MigrationScript, statement: Statement): boolean {
  const isBeginning = (each: Operation) => each.kind === "transaction control" && each.command === "begin";
  return standsAlone(script, statement) && operationsWithin(script, statement).every(isBeginning);
}

/** Without the lines of the statement and the blank ones before it; a comment at its end stays. */
function removal(source: string, statement: Statement): readonly TextEdit[] {
  const comment = source.slice(statement.end, lineStop(source, statement.end)).trimStart();
  if (comment !== "") {
    const end = lineStop(source, statement.end) - comment.length;
    return [{ start: statement.start, end, text: "" }];
  }
  let start = lineStart(source, statement.start);
  while (start > 0 && source.slice(lineStart(source, start - 1), start).trim() === "")
    start = lineStart(source, start - 1);
  return [{ start, end: nextLine(source, statement.end), text: "" }];
}
