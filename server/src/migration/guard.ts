import type { Span } from "../python/syntax.ts";
import type { DatabaseObject } from "./database-object.ts";

/** A condition that an operation runs under. Its range is that of the condition, or of the handler. */
export type Guard = Span &
  (
    | {
        /** A look whether an object is there. */
        readonly kind: "existence";
        readonly object: DatabaseObject;
        /** The operation runs when it is there, or when it is not. */
        readonly exists: boolean;
        /** How: a query of the catalog, SQLAlchemy's inspector, `checkfirst=True`. */
        readonly by: "catalog" | "information_schema" | "regclass" | "inspector" | "checkfirst" | "helper";
        /** The condition asks for something else as well: that the look finds what it should is not enough. */
        readonly partial?: true;
      }
    /** Depends on the database's answer to something that is not understood. */
    | { readonly kind: "query" }
    /** Asks something else than the database: dialect, environment, setting. */
    | { readonly kind: "gate" }
    /** `EXCEPTION WHEN` of a DO block catches these conditions, in PostgreSQL's names, and rolls back to before its BEGIN. */
    | { readonly kind: "handler"; readonly conditions: readonly string[] }
  );

type Found = Pick<Extract<Guard, { kind: "existence" }>, "object" | "exists">;

/** True when a condition is nothing but one look: what is known where it holds is the opposite of what is known where it does not. */
export function isOneLook(holds: readonly Found[], fails: readonly Found[]): boolean {
  const [here, ...more] = holds;
  const [there, ...others] = fails;
  if (here === undefined || there === undefined || more.length + others.length > 0) return false;
  return here.exists !== there.exists && sameObject(here.object, there.object);
}

function sameObject(a: DatabaseObject, b: DatabaseObject): boolean {
  const texts = ({ type, schema, table, name }: DatabaseObject) => [type, schema?.text, table?.text, name?.text];
  return a === b || JSON.stringify(texts(a)) === JSON.stringify(texts(b));
}
