import type { Context } from "../context.ts";
import { blockInsteadOfCommit, withoutControl } from "../migration/edit/replace-commit.ts";
import { functionRuns } from "../migration/function-runs.ts";
import type { Operation, TransactionControl } from "../migration/operation.ts";
import { refusedInTransaction } from "../migration/outside-transaction.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import type { Report, Rule } from "./rule.ts";
import { isAutocommitEnvironment, outOfTransaction, runsInTransaction, takesAutocommitBlocks } from "./transaction.ts";

/**
 * Alembic and the driver don't see that a transaction was ended by hand: psycopg2 opens no other, SQLAlchemy 2 opens one that nobody
 * commits. Each sentence of the messages is tried in test/database/transaction-control.test.ts.
 */
export const manualTransactionControl: Rule = {
  name: "manual-transaction-control",
  description:
    "`COMMIT`, `BEGIN` or `ROLLBACK` by hand, under the transaction that Alembic has opened: Alembic does not know, and what follows is no longer rolled back when the run fails.",
  group: "transactions",
  guideline: ["Common issues 1 and 3"],
  severity: "warning",
  fix: "unsafe",
  needs: ["transaction control"],
  *check(script, context) {
    for (const operation of script.operations) {
      if (operation.kind !== "transaction control") continue;
      const report = isAutocommitEnvironment(context)
        ? ofUnfinished(script, operation)
        : runsInTransaction(operation, context)
          ? ofControl(script, context, operation)
          : null;
      if (report !== null) yield { start: operation.start, end: operation.end, ...report };
    }
  },
};

type Verdict = Omit<Report, "start" | "end">;

function ofControl(script: MigrationScript, context: Context, operation: TransactionControl): Verdict | null {
  const { command, through } = operation;
  if (operation.inDoBlock) return command === "commit" || command === "rollback" ? ofDoBlock(command) : null;
  if (command === "commit" && through === "connection") return ofCommit(script, context, operation);
  const advice = outOfTransaction("Run what can't be in a transaction in an autocommit block", context);
  if (command === "commit" && through === "sql") {
    const replaced = commitFix(script, context, operation);
    const ends = "COMMIT ends Alembic's transaction, and nothing opens another:";
    if (context.environment?.transactionPerMigration === true && isBesideOneChange(script, operation))
      return {
        severity: "info",
        message: `${ends} a change that is added here is not rolled back with the others. ${advice}`,
        fix: replaced,
      };
    return { message: `${ends} from here on a failed run leaves half of its changes. ${advice}`, fix: replaced };
  }
  if (command === "commit" && through === "driver") {
    return {
      message: `commit() of the driver's connection ${leavesHalf} ${advice}`,
      fix: commitFix(script, context, operation),
    };
  }
  if (command === "rollback" && !isOnItsWayOut(operation)) {
    const words = through === "sql" ? "ROLLBACK" : "rollback()";
    const isOwn = context.environment?.transactionPerMigration === true;
    if (isOwn && endsReadingOf(script, operation)) return null;
    const undone = isOwn ? "the migration" : "the whole run";
    return {
      message: `${words} undoes all that ${undone} has done so far. Run what may fail in a savepoint: with op.get_bind().begin_nested().`,
      fix: null,
    };
  }
  if (command === "begin" && through === "sql") {
    return {
      message:
        "BEGIN does nothing here: Alembic has opened a transaction already, and PostgreSQL only warns. Leave it out.",
      fix: removalFix(script, operation),
    };
  }
  return null;
}

const leavesHalf = "commits what the run has done so far: when the migration fails after it, half of its changes stay.";

/**
 * `commit()` of SQLAlchemy's connection. What becomes of the rest is up to `env.py`, tried in each way with SQLAlchemy 2.0.52 and
 * Alembic 1.19.1: it is lost where only Alembic ends its transaction, and kept where `env.py` commits after the run.
 */
function ofCommit(script: MigrationScript, context: Context, operation: TransactionControl): Verdict | null {
  const commitsAfter = context.environment?.commitsAfter ?? null;
  const beginsBefore = context.environment?.beginsBefore ?? null;
  const fix = commitFix(script, context, operation);
  if (commitsAfter === true) {
    // There it is the way out of a transaction that an autocommit block can't end; and a block after it commits as well.
    if (beginsBefore === true || isBeforeBlock(script, operation)) return null;
    const advice = outOfTransaction("Run what can't be in a transaction in an autocommit block", context);
    return { message: `commit() ${leavesHalf} ${advice}`, fix };
  }
  if (beginsBefore === true) {
    const message =
      "commit() ends the transaction that env.py has begun: what follows fails with an InvalidRequestError, and is rolled back. Leave the commit to env.py.";
    return { severity: "error", message, fix };
  }
  if (commitsAfter === false) {
    const message =
      "commit() ends Alembic's transaction: with SQLAlchemy 2 the rest of the migration and its version are rolled back in silence, and SQLAlchemy 1.4 has no such method. Leave the commit to Alembic, or use an autocommit block.";
    return { severity: "error", message, fix };
  }
  const message =
    "commit() ends Alembic's transaction: unless env.py commits after the run, SQLAlchemy 2 rolls the rest of the migration and its version back in silence, and SQLAlchemy 1.4 has no such method. Leave the commit to Alembic, or use an autocommit block.";
  return { message, fix };
}

/** Whether what comes next, if anything does, is in an autocommit block. */
function isBeforeBlock({ operations }: MigrationScript, operation: TransactionControl): boolean {
  const next = operations[operations.indexOf(operation) + 1];
  return next === undefined || next.direction !== operation.direction || next.transaction === "autocommit";
}

/** Whether there is but one change for which the transaction is ended: that is made whole, or not at all, in either way. */
function isBesideOneChange(script: MigrationScript, control: TransactionControl): boolean {
  const run = functionRuns(script).find(({ operations }) => operations.includes(control));
  const changes = run?.operations.filter(({ kind }) => kind !== "query" && kind !== "transaction control") ?? [];
  const [only, ...others] = changes;
  return only !== undefined && others.length === 0 && refusedInTransaction(only) !== null;
}

function ofDoBlock(command: "commit" | "rollback"): Verdict {
  return {
    severity: "error",
    message: `PostgreSQL refuses ${command.toUpperCase()} in a DO block that runs in a transaction, as Alembic's. Run the DO block in an autocommit block.`,
    fix: null,
  };
}

/** `BEGIN` where every statement is its own transaction, with no `COMMIT` after it. */
function ofUnfinished(script: MigrationScript, operation: TransactionControl): Verdict | null {
  if (operation.command !== "begin" || operation.through !== "sql" || operation.transaction === "other connection")
    return null;
  const { operations } = script;
  const ended = operations
    .slice(operations.indexOf(operation) + 1)
    .some((each) => each.kind === "transaction control" && each.direction === operation.direction && ends(each));
  if (ended) return null;
  return {
    severity: "error",
    message:
      "No COMMIT follows this BEGIN, and in AUTOCOMMIT, as env.py sets it, Alembic commits nothing: the rest of the run and its version are rolled back in silence. Leave it out.",
    fix: removalFix(script, operation),
  };
}

function ends({ command }: TransactionControl): boolean {
  return command === "commit" || command === "rollback";
}

/**
 * A session that has only read, and commits what it changes after: tried with SQLAlchemy 1.4 and 2.0. What is changed by other means after the
 * rollback is lost with 2.0.
 */
function endsReadingOf({ operations }: MigrationScript, control: TransactionControl): boolean {
  const own = operations.filter(({ direction }) => direction === control.direction);
  const before = own.slice(0, own.indexOf(control));
  const after = own.slice(own.indexOf(control) + 1);
  const isReadOrControl = ({ kind }: Operation) => kind === "query" || kind === "transaction control";
  return (
    control.through === "session" &&
    before.every(isReadOrControl) &&
    after.every((each) => isReadOrControl(each) || each.kind === "write" || each.kind === "insert") &&
    after.some((each) => each.kind === "transaction control" && each.through === "session" && each.command === "commit")
  );
}

/** In a handler that raises at its end: then the run is rolled back anyway. */
function isOnItsWayOut({ origin }: Operation): boolean {
  return origin.frames.some(
    (frame) => frame.kind === "try" && typeof frame.part !== "string" && frame.part.body.at(-1)?.kind === "raise",
  );
}

function commitFix(script: MigrationScript, context: Context, commit: TransactionControl): Fix | null {
  const block = takesAutocommitBlocks(context) ? blockInsteadOfCommit(script, commit, needsBlock) : null;
  if (block !== null) return fix("Use an autocommit block, which opens a transaction again at its end", block);
  const { operations } = script;
  const next = operations[operations.indexOf(commit) + 1];
  const isLast = next === undefined || next.direction !== commit.direction;
  return isLast ? removalFix(script, commit) : null;
}

/** A new enum value can be used, and before PostgreSQL 12 added at all, only outside of a transaction. */
function needsBlock(operation: Operation): boolean {
  return operation.kind === "add enum value" || refusedInTransaction(operation) !== null;
}

function removalFix(script: MigrationScript, control: TransactionControl): Fix | null {
  const edits = withoutControl(script, control);
  return edits === null ? null : fix(`Leave the ${control.command.toUpperCase()} to Alembic`, edits);
}

function fix(message: string, edits: Fix["edits"]): Fix {
  return { applicability: "unsafe", message, edits, fileChanges: [] };
}
