import type { Span } from "../python/syntax.ts";

/** A name or value in an operation. */
export interface Operand {
  /** Null when it can't be known. */
  readonly text: string | null;
  /** The Python expression that alone gives it; null when it is written out, or put together of more. */
  readonly expression: Span | null;
}

/** A schema-qualified name; `schema` null when it is not qualified. */
export interface QualifiedName {
  readonly schema: Operand | null;
  readonly name: Operand;
}

/** The kinds of objects that migrations create, drop and rename, in PostgreSQL's words. */
export type ObjectType =
  | "table"
  | "foreign table"
  /** Any of table, view, index and sequence, where a look at the catalog does not tell which: `to_regclass('x')`. */
  | "relation"
  | "column"
  | "index"
  | "constraint"
  | "view"
  | "materialized view"
  | "sequence"
  | "schema"
  | "extension"
  | "type"
  /** A label of an enum type; `table` holds the type's name. */
  | "enum value"
  | "domain"
  | "function"
  | "procedure"
  | "aggregate"
  | "operator"
  | "cast"
  | "collation"
  | "trigger"
  | "event trigger"
  | "policy"
  | "rule"
  | "statistics"
  | "publication"
  | "subscription"
  | "role"
  | "database"
  | "tablespace"
  | "server"
  | "other";

/** What an operation is about. */
export interface DatabaseObject {
  readonly type: ObjectType;
  /** Of the object, or of the table that it belongs to; null when it is not qualified, or has none. */
  readonly schema: Operand | null;
  /** The table that a column, constraint, trigger, policy or rule belongs to, or an index is on, as far as it is said. */
  readonly table: Operand | null;
  /** Null where PostgreSQL or a naming convention chooses it. */
  readonly name: Operand | null;
}

/** An operand that is written out, or otherwise known to be `text`. */
export function known(text: string): Operand {
  return { text, expression: null };
}

/** An operand of which nothing is known. */
export const unknownOperand: Operand = { text: null, expression: null };
