import { nameInWords, objectInWords, operandInWords } from "../migration/in-words.ts";
import type { Operation, TransactionControl } from "../migration/operation.ts";
import { ranBefore } from "../migration/ran-before.ts";
import { firstUnrepeatable, isUnguarded, type Unrepeatable } from "../migration/repetition.ts";
import { managerKind } from "../migration/swallowing.ts";
import type { Span } from "../python/syntax.ts";
import type { Rule } from "./rule.ts";
import { isAutocommitEnvironment } from "./transaction.ts";

/** `autocommit_block` commits Alembic's transaction when it is entered (Alembic 1.8 to 1.19, `MigrationContext.autocommit_block`). */
export const autocommitAfterChanges: Rule = {
  name: "autocommit-after-changes",
  description:
    "An autocommit block commits the changes before it: when it fails, they stay, the revision is not noted, and the next run dies on the first that can't be repeated.",
  group: "transactions",
  guideline: ["§5", "§6"],
  severity: "warning",
  fix: "none",
  *check(script, context) {
    if (isAutocommitEnvironment(context)) return;
    for (const direction of ["upgrade", "downgrade"] as const) {
      const before: Operation[] = [];
      const blocks = new Set<number>();
      let unguarded = false;
      let commit: TransactionControl | null = null;
      for (const operation of script.operations) {
        if (operation.direction !== direction || operation.transaction === "other connection") continue;
        const block = autocommitBlockAround(operation);
        const isCommitted = commit !== null && ranBefore(commit, operation, () => false);
        const isFirst = block !== null && !blocks.has(block.start);
        const found = unguarded && isFirst && !isCommitted ? firstUnrepeatable(before) : null;
        if (block !== null && found !== null) {
          yield { ...block, message: messageOf(found), fix: null };
          // A later block commits no more than is committed by then.
          break;
        }
        if (block !== null) blocks.add(block.start);
        unguarded ||= isUnguarded(operation);
        // What was committed by hand is not the block's doing, and `manual-transaction-control` tells of it.
        if (isCommit(operation)) commit = operation;
        else if (isUnguarded(operation)) commit = null;
        before.push(operation);
      }
    }
  },
};

function isCommit(operation: Operation): operation is TransactionControl {
  return operation.kind === "transaction control" && operation.command === "commit" && operation.transaction === "open";
}

/** Where the block is opened: `op.get_context().autocommit_block()`, or the call of another module's function that opens it. */
function autocommitBlockAround({ transaction, origin, start, end }: Operation): Span | null {
  if (transaction !== "autocommit") return null;
  for (const frame of origin.frames) {
    if (frame.kind !== "with") continue;
    const item = frame.node.items[frame.managers.findIndex((manager) => managerKind(manager) === "autocommit")];
    if (item !== undefined) return { start: item.manager.start, end: item.manager.end };
  }
  return origin.foreign ? { start, end } : null;
}

function messageOf({ operation, outcome }: Unrepeatable): string {
  const what = inWords(operation);
  const then = outcome === "fails" ? `the next run dies on ${what}` : `the next run repeats ${what}`;
  const repeatable =
    outcome === "fails" ? "Make that repeatable, by IF [NOT] EXISTS or a check" : "Make that repeatable, by a check";
  return `This block commits what ran before it: when it fails, that stays, and ${then}. ${repeatable}, or do it after the block.`;
}

/** What was done, as a message names it: `adding column users.plan`. */
function inWords(operation: Operation): string {
  switch (operation.kind) {
    case "create": {
      const { type } = operation.object;
      const verb = type === "column" || type === "constraint" ? "adding" : "creating";
      return `${verb} ${objectInWords(operation.object)}`;
    }
    case "drop":
      return `dropping ${objectInWords(operation.object)}`;
    case "rename":
      return `renaming ${objectInWords(operation.object)}`;
    case "alter":
      return `${operation.change.kind === "schema" ? "moving" : "altering"} ${objectInWords(operation.object)}`;
    case "add enum value":
      return `adding the value ${operandInWords(operation.value)} to ${nameInWords(operation.type)}`;
    case "rename enum value":
      return `renaming the value ${operandInWords(operation.value)} of ${nameInWords(operation.type)}`;
    case "insert":
      return `the INSERT into ${nameInWords(operation.table)}`;
    case "write":
      return `the ${operation.command.toUpperCase()} of ${nameInWords(operation.table)}`;
    default:
      return "it";
  }
}
