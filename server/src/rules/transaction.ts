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
