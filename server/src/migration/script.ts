import type { Module, Span } from "../python/syntax.ts";
import type { Operation } from "./operation.ts";
import type { RevisionHeader } from "./revision-header.ts";

/** A name that a migration imports at module or function level: `from module import name as alias` (`name` null for `import module`). */
export interface ImportedName extends Span {
  /** The dotted module, with leading dots when it is relative. */
  readonly module: string;
  /** Where the module's name stands. */
  readonly moduleSpan: Span;
  readonly name: string | null;
  readonly alias: string;
}

/** A call of one of the enum helper's functions. */
export interface HelperCall {
  readonly name: string;
  /** Where the function is named in the call. */
  readonly nameSpan: Span;
  /** `import`: by an import of the file. `unbound`: by nothing. `op`: as an operation registered with Alembic. */
  readonly bound: "import" | "unbound" | "op";
}

/** A migration, read once: what it imports and the operations it carries out. */
export interface MigrationScript {
  readonly source: string;
  readonly header: RevisionHeader;
  readonly imports: readonly ImportedName[];
  /** `from module import *` stands somewhere: any name may be bound. */
  readonly importsEverything: boolean;
  /** In the order in which `upgrade`, then `downgrade`, run them. */
  readonly operations: readonly Operation[];
  readonly helperCalls: readonly HelperCall[];
  /** Some operation is run on `op.get_bind()`: the migration can't be rendered with `--sql` anyway. */
  readonly needsConnection: boolean;
  /** The syntax, for `migration/edit` only. */
  readonly module: Module;
}
