import type { Context } from "../context.ts";
import type { Operation } from "../migration/operation.ts";

/**
 * True when an operation runs in the transaction that Alembic opened, as far as the file and `env.py` tell; false where that is not known.
 * `transactional_ddl=False` makes no difference: Alembic then opens a transaction for each migration (`MigrationContext.begin_transaction`,
 * tried with 1.8.1).
 */
export function runsInTransaction(operation: Operation, context: Context): boolean {
  return operation.transaction === "open" && context.environment?.autocommit === false;
}

/** True when `env.py` makes every statement its own transaction, by `isolation_level="AUTOCOMMIT"`. */
export function isAutocommitEnvironment(context: Context): boolean {
  return context.environment?.autocommit === true;
}

/**
 * Says how to get out of the transaction: `sentence` tells what to run "in an autocommit block". Where the connection is in a transaction
 * already when Alembic takes it, `autocommit_block()` stops with an AssertionError, unless that one has been committed before (tried
 * with SQLAlchemy 2.0.52 and Alembic 1.19.1).
 */
export function outOfTransaction(sentence: string, { environment }: Context): string {
  if (environment?.beginsBefore !== true) return `${sentence}.`;
  const why = "env.py has begun a transaction before Alembic's, and in that one the block stops with an AssertionError";
  return environment.commitsAfter === true
    ? `${sentence}, after op.get_bind().commit(): ${why}.`
    : `${sentence}, and let env.py call connect() in place of begin(): ${why}.`;
}

/** True where an autocommit block can be put around a statement as it is. */
export function takesAutocommitBlocks({ environment }: Context): boolean {
  return environment?.beginsBefore !== true;
}
