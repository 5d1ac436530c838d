import type { Diagnostic } from "vscode-languageserver/node";
import { isListOf, isRecord, isString } from "./guards.ts";

/** Checks every migration below the open folders, and gives an `AllChecked`. Tells its progress, and can be cancelled. */
export const checkAllCommand = "alembic-guidelines.checkAll";

/** Checks again what of the given files (a list of URIs) `checkAllCommand` checks, and gives a list of `FileDiagnostics`. */
export const checkFilesCommand = "alembic-guidelines.checkFiles";

/** What was found in all migrations. */
export interface AllChecked {
  /** How many migrations were checked. */
  readonly migrations: number;
  /** False when it was cancelled before all were. */
  readonly isComplete: boolean;
  /** The migrations in which something was found. */
  readonly files: readonly FileDiagnostics[];
}

export interface FileDiagnostics {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function isAllChecked(value: unknown): value is AllChecked {
  if (!isRecord(value)) return false;
  const { migrations, isComplete, files } = value;
  return typeof migrations === "number" && typeof isComplete === "boolean" && isListOf(files, isFileDiagnostics);
}

export function areFileDiagnostics(value: unknown): value is readonly FileDiagnostics[] {
  return isListOf(value, isFileDiagnostics);
}

/** The diagnostics themselves are the protocol's, and its library's to read. */
function isFileDiagnostics(value: unknown): value is FileDiagnostics {
  return isRecord(value) && isString(value.uri) && Array.isArray(value.diagnostics);
}
