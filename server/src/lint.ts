import type { Context } from "./context.ts";
import type { MigrationScript } from "./migration/script.ts";
import type { Finding } from "./rules/finding.ts";
import type { Settings } from "./settings.ts";

export interface LintResult {
  /** Sorted by start, then end, then rule. */
  readonly findings: readonly Finding[];
  /** Rules that threw; the others have still reported. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/** The one door into the engine: what the rules find in a script. Pure: no I/O, no state kept. */
export function lint(_script: MigrationScript, _settings: Settings, _context: Context): LintResult {
  return { findings: [], failures: [] };
}
