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
      }
    /** Depends on the database's answer to something that is not understood. */
    | { readonly kind: "query" }
    /** Asks something else than the database: dialect, environment, setting. */
    | { readonly kind: "gate" }
    /** `EXCEPTION WHEN` of a DO block catches these conditions, in PostgreSQL's names, and rolls back to before its BEGIN. */
    | { readonly kind: "handler"; readonly conditions: readonly string[] }
  );
