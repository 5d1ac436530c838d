import type { ObjectType } from "../../migration/database-object.ts";
import type { TransactionState } from "../../migration/operation.ts";

export { recordUpgrade, recordWholeUpgrade } from "./recording/record-upgrade.ts";

/** A name that is written without a schema, or with one. A part that is null can't be known. */
export type RecordedName = string | null | readonly [schema: string | null, name: string | null];

/** What an operation is about. */
export interface RecordedObject {
  readonly type: ObjectType;
  /** Left out where it is not said; null where it can't be known. The same holds for the other two. */
  readonly schema?: string | null;
  readonly table?: string | null;
  readonly name?: string | null;
}

/** A data type, by the name that PostgreSQL's parser gives it. */
export interface RecordedType {
  readonly name: RecordedName;
  /** Left out for none; null where they can't be known. */
  readonly modifiers?: readonly number[] | null;
  readonly array?: true;
}

export interface RecordedColumn {
  /** Null where it can't be known. */
  readonly name: string | null;
  /** Left out where it can't be known. */
  readonly type?: RecordedType;
  /** NOT NULL; null where that can't be known. */
  readonly notNull?: true | null;
  /** The default's SQL, or true where it can't be known. */
  readonly default?: string | true;
  readonly generated?: "identity" | "stored";
  readonly constraints?: readonly RecordedConstraint[];
}

export interface RecordedConstraint {
  readonly type: "primary key" | "foreign key" | "unique" | "check" | "exclude";
  /** Left out where it has none in the migration; null where it can't be known. */
  readonly name?: string | null;
  readonly columns?: readonly (string | null)[];
  readonly references?: { readonly table: RecordedName; readonly columns?: readonly (string | null)[] };
  /** Of a check, and the columns that it names. */
  readonly check?: string;
  /** Left out where they can't be known. */
  readonly checked?: readonly string[];
  readonly usingIndex?: string | null;
}

export interface RecordedIndex {
  readonly unique?: true;
  readonly columns: readonly (string | null)[];
  /** What PostgreSQL calls columns and expressions in a name that it chooses; left out where `columns` are that. */
  readonly words?: readonly string[];
  /** The columns that its expressions and its predicate name; null where they can't be known. */
  readonly uses?: readonly string[] | null;
  readonly method?: string;
  /** The operator classes that are named. */
  readonly classes?: readonly string[];
  /** The predicate's SQL, or true where it can't be known. */
  readonly where?: string | true;
}

export interface RecordedTable {
  readonly columns?: readonly RecordedColumn[];
  readonly constraints?: readonly RecordedConstraint[];
  readonly partitionOf?: RecordedName;
  /** It has columns or other parts that are not recorded: of a query, of LIKE, of tables that it inherits from. */
  readonly more?: true;
}

/** Under which circumstances something is done. What is usual is left out. */
export interface Circumstances {
  /** Where its call stands. */
  readonly at: readonly [line: number, character: number, endLine: number, endCharacter: number];
  readonly transaction?: Exclude<TransactionState, "open">;
  readonly guards?: readonly RecordedGuard[];
  /** Whether it is done depends on something that is not understood. */
  readonly perhaps?: true;
  /** ALTER TABLE IF EXISTS: left out where the table is not there. */
  readonly ifTable?: true;
  /** A directive of Alembic, and no SQL: unnamed constraints and indexes are the naming convention's. */
  readonly directive?: true;
}

export type RecordedGuard =
  | {
      readonly object: RecordedObject;
      readonly exists: boolean;
      readonly offset: number;
      /** The condition asks for something else as well. */
      readonly partial?: true;
    }
  /** It stands in a block of which errors are caught and undone: what is done there is done as a whole, or not at all. */
  | { readonly caught: number; readonly conditions?: readonly string[] };

/** What is done. */
export type Deed =
  | {
      readonly kind: "create";
      readonly object: RecordedObject;
      readonly ifNotExists?: true;
      readonly orReplace?: true;
      readonly table?: RecordedTable;
      readonly column?: RecordedColumn;
      readonly constraint?: RecordedConstraint;
      readonly index?: RecordedIndex;
      /** Of an enum type; null where they can't be known. */
      readonly labels?: readonly (string | null)[] | null;
      /** The relations that a view is made of. */
      readonly uses?: readonly RecordedName[];
      /** The column that a sequence goes with. */
      readonly ownedBy?: readonly [table: RecordedName, column: string];
      readonly inSchema?: string;
    }
  | { readonly kind: "drop"; readonly object: RecordedObject; readonly ifExists?: true; readonly cascade?: true }
  | { readonly kind: "rename"; readonly object: RecordedObject; readonly to: string | null; readonly ifExists?: true }
  | {
      readonly kind: "alter";
      readonly object: RecordedObject;
      readonly change: RecordedChange;
      readonly ifExists?: true;
    }
  | {
      readonly kind: "add value";
      readonly type: RecordedName;
      readonly value: string | null;
      readonly ifNotExists?: true;
      /** By the enum helper, which may commit it. */
      readonly helper?: true;
      readonly neighbor?: readonly [position: "before" | "after", value: string | null];
    }
  | {
      readonly kind: "rename value";
      readonly type: RecordedName;
      readonly value: string | null;
      readonly to: string | null;
    }
  /** COMMIT or ROLLBACK as SQL. */
  | { readonly kind: "end transaction"; readonly command: "commit" | "rollback" }
  /** Unqualified names are looked for in these schemas from here on; null where that can't be known. */
  | { readonly kind: "search path"; readonly schemas: readonly string[] | null }
  /** What is done can't be known: to objects of these types, to one table, or to anything. */
  | { readonly kind: "opaque"; readonly types?: readonly ObjectType[]; readonly table?: RecordedName };

export type RecordedChange =
  /** Left out: it can't be known. */
  | { readonly kind: "type"; readonly type?: RecordedType }
  /** Null: it can't be known. */
  | { readonly kind: "nullable"; readonly nullable: boolean | null }
  | { readonly kind: "default"; readonly default: string | true | null }
  | { readonly kind: "schema"; readonly schema: string | null }
  | { readonly kind: "attach partition" | "detach partition"; readonly partition: RecordedName }
  /** Of a sequence: the column that it goes with, null for none. */
  | { readonly kind: "owner"; readonly owner: readonly [table: RecordedName, column: string] | null }
  | { readonly kind: "identity"; readonly change: "add" | "drop" };

/** What is kept of an operation: what it does and under which circumstances, as plain data. */
export type RecordedOperation = Deed & Circumstances;
