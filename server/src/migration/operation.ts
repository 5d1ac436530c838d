import type { Node } from "@pgsql/types";
import type { Frame, StatementSite } from "../python/frame.ts";
import type { Call, Span } from "../python/syntax.ts";

export type Direction = "upgrade" | "downgrade";

/** A name or value in an operation. */
export interface Operand {
  /** Null when it can't be known. */
  readonly text: string | null;
  /** The Python expression that alone gives it; null when it is written out, or put together of more. */
  readonly expression: Span | null;
}

/** A type's name; `schema` null when it is not qualified. */
export interface TypeName {
  readonly schema: Operand | null;
  readonly name: Operand;
}

/** What the connection does around an operation. */
export type TransactionState =
  /** In the transaction that Alembic opened. */
  | "open"
  /** In an `autocommit_block()`, or on a connection set to AUTOCOMMIT. */
  | "autocommit"
  /** After a COMMIT or ROLLBACK that the migration executed as SQL. */
  | "committed"
  /** On a connection other than the migration's. */
  | "other connection";

/**
 * The construct that would swallow the error of an operation and go on in the aborted transaction: a `try` whose handler can
 * complete, or `contextlib.suppress`.
 */
export interface Swallower extends Span {
  readonly construct: "try" | "suppress";
  /** Catches every exception, not only a database's. */
  readonly broad: boolean;
}

interface OperationBase extends Span {
  readonly direction: Direction;
  readonly transaction: TransactionState;
  /** Runs only when a check of the database says so. */
  readonly checked: boolean;
  /** What would swallow its error though the transaction is lost; null when nothing would. */
  readonly swallower: Swallower | null;
  /** Stands in a `try` or `suppress` that could swallow its error, be that harmless or not. */
  readonly sheltered: boolean;
  /** Where it comes from; for `migration/edit` only. */
  readonly origin: Origin;
}

/** The call that an operation comes from. One call can be many operations. */
export interface Origin {
  readonly call: Call;
  readonly site: StatementSite | null;
  readonly frames: readonly Frame[];
}

/** `ALTER TYPE … ADD VALUE`, as SQL or through the helper. */
export interface AddEnumValue extends OperationBase {
  readonly kind: "add enum value";
  readonly through: "sql" | "helper";
  /** The helper function's name; null for SQL. */
  readonly helper: string | null;
  readonly type: TypeName;
  readonly value: Operand;
  readonly neighbor: { readonly position: "before" | "after"; readonly value: Operand } | null;
  readonly ifNotExists: boolean;
  /** False while the statement is still being typed: seen, but not understood well enough to be rewritten. */
  readonly parsed: boolean;
}

/** `ALTER TYPE … DROP VALUE`, which PostgreSQL does not have. */
export interface DropEnumValue extends OperationBase {
  readonly kind: "drop enum value";
  readonly type: TypeName;
  readonly value: Operand;
}

/** COMMIT, BEGIN, ROLLBACK and savepoint commands, executed as SQL. */
export interface TransactionControl extends OperationBase {
  readonly kind: "transaction control";
  readonly command:
    | "begin"
    | "commit"
    | "rollback"
    | "savepoint"
    | "rollback to savepoint"
    | "release savepoint"
    | "other";
}

/** Any other SQL statement. */
export interface OtherSql extends OperationBase {
  readonly kind: "sql";
  /** The statement's tree; null when it does not parse. */
  readonly node: Node | null;
}

/** An executed text or SQLAlchemy construct of which no statement could be made out. */
export interface OpaqueSql extends OperationBase {
  readonly kind: "opaque sql";
}

/** An `op` or `batch_op` directive, or `create`/`drop` of a SQLAlchemy object on the migration's connection. */
export interface Directive extends OperationBase {
  readonly kind: "directive";
  readonly name: string;
}

export type Operation = AddEnumValue | DropEnumValue | TransactionControl | OtherSql | OpaqueSql | Directive;
