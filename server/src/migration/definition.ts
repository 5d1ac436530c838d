import type { Node } from "@pgsql/types";
import type { Operand, QualifiedName } from "./database-object.ts";

/** An expression of SQL: a default, a check, a predicate, a USING clause. */
export interface SqlExpression {
  /** Null when it can't be known. */
  readonly text: string | null;
  /** PostgreSQL's tree; null when it is unknown, or does not parse. */
  readonly node: Node | null;
}

/** A data type as PostgreSQL's parser names it: `int4`, `varchar`, `timestamptz`; serial types keep theirs. */
export interface DataType {
  readonly schema: Operand | null;
  readonly name: Operand;
  /** `varchar(50)` has [50], `numeric(10, 2)` [10, 2]; null where they can't be known. */
  readonly modifiers: readonly number[] | null;
  readonly array: boolean;
  /** What SQLAlchemy's `Enum` or `ENUM` says of it; null for SQL and for other types. */
  readonly enumeration: Enumeration | null;
}

/** A SQLAlchemy enum type, as an operation is given it. */
export interface Enumeration {
  readonly construct: "sa.Enum" | "postgresql.ENUM";
  /** False for `create_type=False`, null where it is not given. For `sa.Enum` it does nothing. */
  readonly createType: boolean | null;
  /** Its labels; null where they can't be known. */
  readonly labels: readonly (string | null)[] | null;
  /** `native_enum=False`: a VARCHAR, no type of the database. */
  readonly native: boolean;
}

export interface ColumnDefinition {
  readonly kind: "column";
  readonly name: Operand | null;
  /** Null when it can't be known. */
  readonly type: DataType | null;
  /** As the database will have it; null when it can't be known. */
  readonly nullable: boolean | null;
  /** The server's default; null when there is none. */
  readonly default: SqlExpression | null;
  /** GENERATED … AS IDENTITY, or a computed column. */
  readonly generated: "identity" | "stored" | null;
  /** Constraints written at the column. */
  readonly constraints: readonly ConstraintDefinition[];
}

export interface ConstraintDefinition {
  readonly kind: "constraint";
  /** Null when it has none, or it can't be known. */
  readonly name: Operand | null;
  /** Of a check that a directive names without `op.f`: a naming convention may make a longer name of it. */
  readonly plainlyNamed?: true;
  readonly type: "primary key" | "foreign key" | "unique" | "check" | "exclude";
  /** Names of the table's columns, null for one that can't be known. Empty for a check. */
  readonly columns: readonly (string | null)[];
  readonly references: { readonly table: QualifiedName; readonly columns: readonly (string | null)[] } | null;
  readonly check: SqlExpression | null;
  /** `NOT VALID`: present rows are not looked at. */
  readonly notValid: boolean;
  /** `USING INDEX`. */
  readonly usingIndex: string | null;
}

export interface IndexDefinition {
  readonly kind: "index";
  readonly unique: boolean;
  readonly concurrently: boolean;
  /** Names of columns; null for an expression, or where it can't be known. */
  readonly columns: readonly (string | null)[];
  /** All of them are names and nothing more: no order, collation or operator class. */
  readonly plain: boolean;
  /** `btree` where nothing else is said. */
  readonly method: string;
  /** Those that are named, without their schema. */
  readonly operatorClasses: readonly string[];
  readonly where: SqlExpression | null;
}

export interface TableDefinition {
  readonly kind: "table";
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  /** The table that it is a partition of. */
  readonly partitionOf: QualifiedName | null;
  /** CREATE TABLE … AS, or SELECT … INTO. */
  readonly fromQuery: boolean;
  readonly temporary: boolean;
}

/** `CREATE TYPE … AS ENUM`. */
export interface EnumDefinition {
  readonly kind: "enum";
  /** Null where they can't be known. */
  readonly labels: readonly (string | null)[] | null;
}

/** A created object's own details. */
export type Definition = TableDefinition | ColumnDefinition | ConstraintDefinition | IndexDefinition | EnumDefinition;

/** What `ALTER` does to an object that stays. */
export type Change =
  | { readonly kind: "type"; readonly type: DataType | null; readonly using: SqlExpression | null }
  | { readonly kind: "nullable"; readonly nullable: boolean }
  /** `default` null: DROP DEFAULT. */
  | { readonly kind: "default"; readonly default: SqlExpression | null }
  | { readonly kind: "identity"; readonly change: "add" | "set" | "drop" }
  | { readonly kind: "schema"; readonly schema: Operand }
  | { readonly kind: "validate" }
  | {
      readonly kind: "attach partition" | "detach partition";
      readonly partition: QualifiedName;
      readonly concurrently: boolean;
    }
  /** Any other change, by the words of its command. */
  | { readonly kind: "other"; readonly command: string };
