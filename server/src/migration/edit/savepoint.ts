import type { Span, Try, With } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { managerKind, within } from "../swallowing.ts";
import { pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";
import { operationsModule, putUnder } from "./with-block.ts";

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
  if (leavesTransaction(script, statement)) return null;
  const alias = operationsModule(script);
  const opening = `with ${alias.name}.get_bind().begin_nested():`;
  const edits = putUnder(script, statement.body, opening, statement);
  return edits === null ? null : [...alias.edits, ...edits];
}

/** An autocommit block or a COMMIT inside ends the savepoint's transaction under it. */
function leavesTransaction(script: MigrationScript, statement: Try | With): boolean {
  return script.operations.some(({ kind, origin, transaction }) => {
    if (!within(origin.call, statement)) return false;
    return (
      kind === "transaction control" ||
      (origin.foreign && transaction !== "open") ||
      origin.frames.some(
        (frame) =>
          frame.kind === "with" &&
          within(frame.node, statement) &&
          frame.managers.some((manager) => managerKind(manager) === "autocommit"),
      )
    );
  });
}
