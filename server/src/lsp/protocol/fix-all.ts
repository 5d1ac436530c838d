import { isRecord } from "./guards.ts";

/** Takes a document's URI, applies its safe fixes, gives an `AllFixed`. */
export const fixAllCommand = "alembic-guidelines.fixAll";
/** Has the client show, and then apply, the safe fixes of all migrations below the open folders. Gives an `AllFixed`; can be cancelled. */
export const fixWorkspaceCommand = "alembic-guidelines.fixWorkspace";

/** What safe fixes have done. */
export interface AllFixed {
  /** How many migrations they change. */
  readonly migrations: number;
  /** How many findings are gone. */
  readonly findings: number;
  /** How many findings are left in the migrations that were looked at. */
  readonly remaining: number;
  /** The client has made the edits; false where there are none, and where its user did not want them. */
  readonly isApplied: boolean;
}

export function isAllFixed(value: unknown): value is AllFixed {
  if (!isRecord(value)) return false;
  const { migrations, findings, remaining, isApplied } = value;
  return (
    [migrations, findings, remaining].every((count) => typeof count === "number") && typeof isApplied === "boolean"
  );
}
