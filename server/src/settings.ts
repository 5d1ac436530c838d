import type { Severity } from "./rules/finding.ts";

/** The settings the engine knows. `project/` reads them from files; the engine only receives them. */
export interface Settings {
  /** Module that fixes import `safe_add_enum_value` from. */
  readonly helperModule: string;
  /** With true, `ADD VALUE IF NOT EXISTS` without the helper is accepted in silence. */
  readonly enumAcceptIfNotExists: boolean;
  /** Severities by rule name, instead of the rules' own; `off` leaves the rule out. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
}

export const defaultSettings: Settings = {
  helperModule: "alembic.utils.safe_enum_addition",
  enumAcceptIfNotExists: false,
  severities: new Map(),
};
