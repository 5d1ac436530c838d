import type { Span, Statement } from "../../python/syntax.ts";
import { calledName } from "../host-value.ts";
import type { Operation } from "../operation.ts";
import { operationsWithin } from "../operations-within.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import { batchOf } from "./batch-of.ts";
import { type Place, pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";
import { operationsModule, putUnder } from "./with-block.ts";

/** Edits that run some statements in `with op.get_context().autocommit_block():`. */
export interface AutocommitBlock {
  readonly edits: readonly TextEdit[];
  /** The range of those statements. */
  readonly span: Span;
  /** It commits changes that came before it in the same function, which were one transaction with what follows. */
  readonly commitsEarlier: boolean;
}

/**
 * Puts the statement of `operation`, and its neighbours of the same kind, into an autocommit block. Of a directive of a
 * `batch_alter_table`, that is the whole `with`: its directives run where it ends.
 * @param belongs whether an operation is to run in the block.
 * @returns null where that can't be done: the statement does other things too, or stands in a savepoint, which the block would end.
 */
export function intoAutocommitBlock(
  script: MigrationScript,
  operation: Operation,
  belongs: (operation: Operation) => boolean,
): AutocommitBlock | null {
  if (!mayLeaveTransaction(operation)) return null;
  const path = pathTo(script.module, operation.origin.call);
  const batch = batchOf(operation);
  const index = path.findIndex(({ statement }) => statement === batch);
  const place = batch === null ? path.at(-1) : path[index];
  if (place === undefined) return null;
  const holdsOnly = (statement: Statement): boolean => {
    if (!isSimple(statement) && statement !== batch) return false;
    const operations = operationsWithin(script, statement);
    return operations.length > 0 && operations.every((each) => belongs(each) && mayLeaveTransaction(each));
  };
  if (!holdsOnly(place.statement)) return null;
  const body = withNeighbours(place, holdsOnly);
  const alias = operationsModule(script);
  const around = body.length === place.block.length ? (path[path.indexOf(place) - 1]?.statement ?? null) : null;
  const edits = putUnder(script, body, blockOpening(alias.name), around);
  if (edits === null) return null;
  const span = { start: body[0]?.start ?? place.statement.start, end: body.at(-1)?.end ?? place.statement.end };
  return { edits: [...alias.edits, ...edits], span, commitsEarlier: changesBefore(script, operation, span) };
}

/** The line that begins an autocommit block. */
export function blockOpening(op: string): string {
  return `with ${op}.get_context().autocommit_block():`;
}

const passive = new Set(["batch_alter_table", "open", "nullcontext", "catch_warnings", "suppress", "get_bind"]);

/** True in Alembic's transaction, with nothing around that an autocommit block would end under it. */
export function mayLeaveTransaction({ transaction, origin }: Operation): boolean {
  return (
    transaction === "open" &&
    !origin.foreign &&
    origin.frames.every(
      (frame) =>
        frame.kind !== "with" ||
        frame.managers.every((manager) => manager.kind === "result" && passive.has(calledName(manager.of) ?? "")),
    )
  );
}

function isSimple({ kind }: Statement): boolean {
  return kind === "expression" || kind === "assignment" || kind === "return";
}

function withNeighbours({ block, index }: Place, joins: (statement: Statement) => boolean): readonly Statement[] {
  let first = index;
  let last = index;
  for (let previous = block[first - 1]; previous !== undefined && joins(previous); previous = block[first - 1]) first--;
  for (let next = block[last + 1]; next !== undefined && joins(next); next = block[last + 1]) last++;
  return block.slice(first, last + 1);
}

/** True when something that a commit would keep may have run before `body` in Alembic's transaction. */
function changesBefore(script: MigrationScript, operation: Operation, body: Span): boolean {
  const inBody = ({ origin }: Operation) => within(origin.call, body);
  const sameWay = script.operations.filter(({ direction }) => direction === operation.direction);
  const last = sameWay.findLastIndex(inBody);
  const loops: readonly Span[] = operation.origin.frames.flatMap((frame) =>
    frame.kind === "loop" && frame.turns === null ? [frame.node] : [],
  );
  return sameWay.some(
    (each, index) =>
      !inBody(each) &&
      each.transaction === "open" &&
      each.kind !== "query" &&
      (index < last || loops.some((loop) => within(each.origin.call, loop))),
  );
}
