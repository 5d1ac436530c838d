import type { Context } from "../context.ts";
import { intoAutocommitBlock } from "../migration/edit/autocommit-block.ts";
import type { Operation } from "../migration/operation.ts";
import { refusedInTransaction } from "../migration/outside-transaction.ts";
import type { MigrationScript } from "../migration/script.ts";
import { within } from "../migration/swallowing.ts";
import type { Span } from "../python/syntax.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { outOfTransaction, runsInTransaction, takesAutocommitBlocks } from "./transaction.ts";

/**
 * PostgreSQL refuses these commands in a transaction block, in a function's or a DO block's body, and in a string of several statements
 * (25001 active_sql_transaction; `PreventInTransactionBlock` in its source).
 */
export const concurrentlyInTransaction: Rule = {
  name: "concurrently-in-transaction",
  description:
    "`CONCURRENTLY`, `VACUUM` and other commands that PostgreSQL refuses in a transaction, while Alembic runs the migration in one: the statement always fails.",
  group: "transactions",
  guideline: ["Common issues 1 and 3"],
  severity: "error",
  fix: "safe",
  *check(script, context) {
    const blocks: BlockFix[] = [];
    for (const operation of script.operations) {
      const command = refusedInTransaction(operation);
      if (command === null || hasNoSlot(script, operation)) continue;
      const what = inWords(command, operation);
      const { start, end } = operation;
      if (operation.inDoBlock) {
        const message = `PostgreSQL refuses ${what} in a DO block, with or without a transaction around it. Execute it as a statement of its own, in an autocommit block.`;
        yield { start, end, message, fix: null };
      } else if (sharesString(script, operation)) {
        const message = `PostgreSQL runs the statements of one string in one transaction, and refuses ${what} there. Execute it alone, in an autocommit block.`;
        yield { start, end, message, fix: null };
      } else if (runsInTransaction(operation, context)) {
        const advice = outOfTransaction("Run it in an autocommit block", context);
        const message = `PostgreSQL refuses ${what} in a transaction, and Alembic runs the migration in one. ${advice}`;
        let block = blocks.find(({ span }) => within(operation.origin.call, span));
        if (block === undefined) {
          block = blockFix(script, context, operation);
          blocks.push(block);
        }
        yield { start, end, message, fix: block.fix };
      }
    }
  },
};

function inWords(command: string, operation: Operation): string {
  const object = "object" in operation ? operation.object : null;
  const name = operation.kind === "alter" ? null : object?.name?.text;
  return name == null ? command : `${command} ${name}`;
}

/** Executed together with other statements, as one string. */
function sharesString(script: MigrationScript, { statement, origin }: Operation): boolean {
  return (
    statement !== null &&
    !origin.foreign &&
    script.operations.some(
      (each) =>
        each.origin.call === origin.call && each.origin.frames === origin.frames && each.statement !== statement,
    )
  );
}

/** `DROP SUBSCRIPTION` of one that has been parted from its slot drops nothing on the other server: that may be rolled back. */
function hasNoSlot({ operations }: MigrationScript, operation: Operation): boolean {
  const { statement } = operation;
  if (statement === null || !("DropSubscriptionStmt" in statement)) return false;
  const { subname } = statement.DropSubscriptionStmt;
  return operations.slice(0, operations.indexOf(operation)).some((each) => {
    if (each.statement === null || !("AlterSubscriptionStmt" in each.statement)) return false;
    const alter = each.statement.AlterSubscriptionStmt;
    const options = alter.options ?? [];
    return (
      alter.subname === subname &&
      options.some((option) => "DefElem" in option && option.DefElem.defname === "slot_name")
    );
  });
}

/** A fix, and the range of the statements that it is for. */
interface BlockFix {
  readonly fix: Fix | null;
  readonly span: Span;
}

function blockFix(script: MigrationScript, context: Context, operation: Operation): BlockFix {
  const block = intoAutocommitBlock(
    script,
    operation,
    (each) => refusedInTransaction(each) !== null && !each.inDoBlock && runsInTransaction(each, context),
  );
  if (block === null || !takesAutocommitBlocks(context)) return { fix: null, span: operation.origin.call };
  const message = block.commitsEarlier
    ? "Run it in an autocommit block, which commits what came before"
    : "Run it in an autocommit block";
  const applicability = block.commitsEarlier ? "unsafe" : "safe";
  return { fix: { applicability, message, edits: block.edits, fileChanges: [] }, span: block.span };
}
