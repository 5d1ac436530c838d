import type { Map as ImmutableMap, Set as ImmutableSet } from "immutable";
import type { Place } from "../place.ts";

/** Whether something is there. */
export type Presence = "present" | "absent" | "unknown";

/** The name of an object, with its schema. */
export interface ObjectName {
  readonly schema: string;
  readonly name: string;
}

/** What is known of something's presence. It holds as long as nothing since `seen`, a time of the schema's clock, has put it in doubt. */
export interface Fact {
  readonly presence: Presence;
  readonly seen: number;
  /** Where it was created; null where that is not known. */
  readonly place: Place | null;
}

/** What a name stands for: a relation or a type by its number; null for nothing, and for what is not known. */
export interface Binding extends Fact {
  readonly id: number | null;
}

/** A column's data type. */
export interface ColumnType {
  /** The number of one that a migration has created, the name of PostgreSQL's own, or the name of one that comes from elsewhere. */
  readonly of: number | string | ObjectName;
  /** Null where they can't be known. */
  readonly modifiers: readonly number[] | null;
  readonly array: boolean;
}

export interface Column extends Fact {
  /** Its place among the columns. */
  readonly position: number;
  /** Null where it can't be known. The same holds for the others. */
  readonly type: ColumnType | null;
  readonly notNull: boolean | null;
  readonly hasDefault: boolean | null;
  /** The default's SQL. */
  readonly default: string | null;
  readonly generated: "identity" | "stored" | null;
}

export interface Constraint extends Fact {
  /** Null where a naming convention has chosen it. */
  readonly name: string | null;
  readonly type: "primary key" | "foreign key" | "unique" | "check" | "exclude";
  readonly columns: readonly (string | null)[];
  readonly references: {
    /** The number of the table; its name where that is none of the schema's; null where it can't be known. */
    readonly table: number | ObjectName | null;
    readonly columns: readonly (string | null)[];
  } | null;
  /** The SQL of a check; null where it can't be known. */
  readonly check: string | null;
  /** The index that it is made of. */
  readonly index: number | null;
}

export interface Table {
  readonly kind: "table" | "foreign table";
  readonly name: ObjectName;
  readonly columns: ImmutableMap<string, Column>;
  /** The position of the last column that it has had. */
  readonly lastPosition: number;
  /** By name, or for those whose name is not known by something else. */
  readonly constraints: ImmutableMap<string, Constraint>;
  /** The numbers of its indexes, some of which may be gone. */
  readonly indexes: ImmutableSet<number>;
  /** Since when columns that are not listed aren't there; null where there may be others. */
  readonly columnsWhole: number | null;
  readonly constraintsWhole: number | null;
  readonly indexesWhole: number | null;
  /** The table that it is a partition of. */
  readonly partitionOf: number | null;
}

export interface Index {
  readonly kind: "index";
  readonly name: ObjectName;
  readonly table: number;
  readonly unique: boolean;
  readonly columns: readonly (string | null)[];
  /** The columns that its expressions and its predicate name; null where they can't be known. */
  readonly uses: readonly string[] | null;
  readonly method: string;
  /** The predicate's SQL, true where it can't be known. */
  readonly where: string | true | null;
  /** It belongs to a constraint. */
  readonly ofConstraint: boolean;
}

export interface Sequence {
  readonly kind: "sequence";
  readonly name: ObjectName;
  /** The column that it goes with. */
  readonly owner: { readonly table: number; readonly column: string } | null;
}

export interface View {
  readonly kind: "view" | "materialized view";
  readonly name: ObjectName;
}

export type Relation = Table | Index | Sequence | View;

/** A type that a migration has created. */
export interface Type {
  readonly kind: "enum" | "domain" | "type";
  readonly name: ObjectName;
  /** Of an enum type, in their order; null where they can't be known. */
  readonly labels: readonly string[] | null;
  /** The extension that it belongs to. */
  readonly extension: string | null;
}

/** A value of an enum type that no commit has followed yet. */
export interface UncommittedValue {
  readonly value: string;
  readonly place: Place;
  /** The type was created in the same transaction: since some version after PostgreSQL 15, the value can be used at once. */
  readonly ofNewType: boolean;
}
