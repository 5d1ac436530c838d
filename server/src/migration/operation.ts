import type { Node } from "@pgsql/types";
import type { Frame, StatementSite } from "../python/frame.ts";
import type { Call, Span } from "../python/syntax.ts";
import type { DatabaseObject, Operand, QualifiedName } from "./database-object.ts";
import type { Change, ColumnDefinition, DataType, Definition } from "./definition.ts";
import type { Arguments } from "./directives/arguments.ts";
import type { Guard } from "./guard.ts";
import type { SqlWords } from "./sql-words.ts";
import type { UnboundParameter } from "./unbound-parameters.ts";

export type Direction = "upgrade" | "downgrade";

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
  /** In a savepoint, as `begin_nested()` makes one. */
  readonly savepoint: boolean;
  /** What it runs under, outermost first. */
  readonly guards: readonly Guard[];
  /** Runs only when a check of the database says so. */
  readonly checked: boolean;
  /** What would swallow its error though the transaction is lost; null when nothing would. */
  readonly swallower: Swallower | null;
  /** Stands in a `try` or `suppress` that could swallow its error, be that harmless or not. */
  readonly sheltered: boolean;
  /** The SQL statement that it is (a part of); null for a directive, and for a statement that does not parse. */
  readonly statement: Node | null;
  /** The `op` directive that it comes from: `add_column`; null for SQL. */
  readonly directive: string | null;
  /** It is run by a DO block's body. */
  readonly inDoBlock: boolean;
  /** Where it comes from; for `migration/edit` only. */
  readonly origin: Origin;
}

/** The call that an operation comes from. One call can be many operations. */
export interface Origin {
  readonly call: Call;
  /** What a directive or the helper is given, by parameter; null for SQL, and for what stands in another file. */
  readonly given: Arguments | null;
  readonly site: StatementSite | null;
  /** The words of the SQL statement; null for what is none, or stands in another file. */
  readonly words: SqlWords | null;
  /** What SQLAlchemy takes for bind parameters in the executed text, against its author's will; of the whole text, other statements included. */
  readonly unbound: readonly UnboundParameter[];
  /** The constructs of the file that the call is inside of, outermost first. */
  readonly frames: readonly Frame[];
  /** A function of another module carries it out: `call` leads there, and what stands in this file says nothing of it. */
  readonly foreign: boolean;
}

/** `ALTER TYPE … ADD VALUE`, as SQL or through the helper. */
export interface AddEnumValue extends OperationBase {
  readonly kind: "add enum value";
  readonly through: "sql" | "helper";
  /** The helper function's name; null for SQL. */
  readonly helper: string | null;
  readonly type: QualifiedName;
  readonly value: Operand;
  readonly neighbor: { readonly position: "before" | "after"; readonly value: Operand } | null;
  readonly ifNotExists: boolean;
  /** False while the statement is still being typed: seen, but not understood well enough to be rewritten. */
  readonly parsed: boolean;
}

/** `ALTER TYPE … DROP VALUE`, which PostgreSQL does not have. */
export interface DropEnumValue extends OperationBase {
  readonly kind: "drop enum value";
  readonly type: QualifiedName;
  readonly value: Operand;
}

/** COMMIT, BEGIN, ROLLBACK and savepoint commands. */
export interface TransactionControl extends OperationBase {
  readonly kind: "transaction control";
  /** Executed as SQL, or called as a method of SQLAlchemy's connection or session, or of the driver's connection: `bind.commit()`. */
  readonly through: "sql" | "connection" | "session" | "driver";
  readonly command:
    | "begin"
    | "commit"
    | "rollback"
    | "savepoint"
    | "rollback to savepoint"
    | "release savepoint"
    | "other";
}

/** `ALTER TYPE … RENAME VALUE`. */
export interface RenameEnumValue extends OperationBase {
  readonly kind: "rename enum value";
  readonly type: QualifiedName;
  readonly value: Operand;
  readonly to: Operand;
}

/** CREATE of any object; ADD COLUMN and ADD CONSTRAINT too. */
export interface Create extends OperationBase {
  readonly kind: "create";
  readonly object: DatabaseObject;
  readonly ifNotExists: boolean;
  readonly orReplace: boolean;
  /** `ALTER TABLE IF EXISTS`, of what it adds. */
  readonly ifTableExists?: true;
  /** Null for objects without one here. */
  readonly definition: Definition | null;
}

/** DROP of any object; DROP COLUMN and DROP CONSTRAINT too. */
export interface Drop extends OperationBase {
  readonly kind: "drop";
  readonly object: DatabaseObject;
  readonly ifExists: boolean;
  /** `ALTER TABLE IF EXISTS`, of what it drops. */
  readonly ifTableExists?: true;
  readonly cascade: boolean;
  readonly concurrently: boolean;
}

export interface Rename extends OperationBase {
  readonly kind: "rename";
  readonly object: DatabaseObject;
  readonly to: Operand;
  /** Of a column or another part of a table: whether the table exists. */
  readonly ifExists: boolean;
}

/** ALTER of an object that stays: one operation for each change. */
export interface Alter extends OperationBase {
  readonly kind: "alter";
  readonly object: DatabaseObject;
  readonly change: Change;
  /** `ALTER TABLE IF EXISTS`. */
  readonly ifExists: boolean;
  /** What a directive says that the column has had so far: `existing_type`. */
  readonly existingType: DataType | null;
}

export interface Comment extends OperationBase {
  readonly kind: "comment";
  readonly object: DatabaseObject;
  /** Null: the comment is dropped. */
  readonly text: Operand | null;
}

export interface Insert extends OperationBase {
  readonly kind: "insert";
  readonly table: QualifiedName;
  /** Columns that are named, with their types where a `sa.table` says them; empty where none are. */
  readonly columns: readonly Pick<ColumnDefinition, "name" | "type">[];
  /** Literal rows: for each column its text, null for what is no literal text. Null for a query or where they can't be known. */
  readonly rows: readonly (readonly (string | null)[])[] | null;
  readonly onConflict: boolean;
}

/** UPDATE, DELETE, MERGE, TRUNCATE, COPY. */
export interface Write extends OperationBase {
  readonly kind: "write";
  readonly command: "update" | "delete" | "merge" | "truncate" | "copy";
  readonly table: QualifiedName;
}

/** SELECT and the like: reads, or calls of functions. */
export interface Query extends OperationBase {
  readonly kind: "query";
}

/** Commands that are none of the others: VACUUM, REINDEX, GRANT, SET, LOCK, REFRESH MATERIALIZED VIEW … */
export interface Command extends OperationBase {
  readonly kind: "command";
  /** Its first words, in capitals: `REINDEX INDEX`. */
  readonly name: string;
  readonly concurrently: boolean;
  /** What it is about, where it names that. */
  readonly object: DatabaseObject | null;
}

/** A statement that does not parse: half typed, or for another database. */
export interface BrokenSql extends OperationBase {
  readonly kind: "broken sql";
  /** Its first word, in capitals; null for none. */
  readonly command: string | null;
  /** The words before an opening parenthesis: what it may call, among others. */
  readonly calls: readonly string[];
  /** What PostgreSQL says of it; null where something left out (`...`) or not known may make it right. */
  readonly error: SqlError | null;
}

/** Why PostgreSQL's parser rejects a statement. */
export interface SqlError {
  readonly message: string;
  /** The word that it is about; null where that stands nowhere in the Python source as it is. */
  readonly span: Span | null;
}

/** An executed text or SQLAlchemy construct of which no statement could be made out. */
export interface OpaqueSql extends OperationBase {
  readonly kind: "opaque sql";
}

/** A directive that does what its file alone does not tell: of alembic_utils, alembic-postgresql-enum, or the project's own. */
export interface Directive extends OperationBase {
  readonly kind: "directive";
  readonly name: string;
}

/** A call of another module's function that could not be looked into, and is given `op` or the migration's connection. */
export interface ForeignCall extends OperationBase {
  readonly kind: "foreign call";
  /** The function's dotted name. */
  readonly name: string;
}

export type Operation =
  | AddEnumValue
  | DropEnumValue
  | RenameEnumValue
  | TransactionControl
  | Create
  | Drop
  | Rename
  | Alter
  | Comment
  | Insert
  | Write
  | Query
  | Command
  | BrokenSql
  | OpaqueSql
  | Directive
  | ForeignCall;

type WithoutBase<T> = T extends Operation ? Omit<T, keyof OperationBase> : never;

/** What an operation does, without where and when. */
export type OperationContent = WithoutBase<Operation>;
