import type { Span } from "../../python/syntax.ts";
import type { Operation } from "../operation.ts";

/** A name as PostgreSQL knows it, without quotes; `schema` null when it is not qualified. */
export interface PlainName {
  readonly schema: string | null;
  readonly name: string;
}

/** What a value of an enum type is a value of: the type itself, or that of a column of one of some tables. */
export type ValueOwner =
  | { readonly type: PlainName }
  | { readonly column: string; readonly tables: readonly PlainName[] };

/** What something is the name of. */
export type Named =
  | { readonly kind: "schema" }
  /** `relation`: a table or a view. */
  | { readonly kind: "relation" | "type"; readonly schema: string | null }
  /** `tables`: those that it may be on. */
  | { readonly kind: "index"; readonly schema: string | null; readonly tables: readonly PlainName[] }
  | { readonly kind: "column" | "constraint"; readonly tables: readonly PlainName[] }
  | { readonly kind: "enum value"; readonly of: ValueOwner };

/** A name that is written somewhere in a migration. */
export interface FoundName extends Span {
  readonly name: string;
  readonly what: Named;
  /** How it is written: a Python string for itself, an identifier of SQL, inside of a literal of SQL. */
  readonly writing: "string" | "identifier" | "literal";
  /** What it names is made there. */
  readonly isNew: boolean;
  /** Its place alone tells what it is; else it may be something else, as an alias in a query. */
  readonly isSure: boolean;
}

/** A name, and the operation that it stands in. */
export interface NamePlace extends FoundName {
  readonly operation: Operation;
}
