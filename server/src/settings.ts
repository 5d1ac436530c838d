import type { Severity } from "./rules/finding.ts";
import type { Preset } from "./rules/presets.ts";

/** The settings the engine knows. `project/` reads them from files; the engine only receives them. */
export interface Settings {
  /** What the rules' severities are where `severities` says nothing. */
  readonly preset: Preset;
  /** Severities by rule name, instead of the preset's; `off` leaves the rule out. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** The major version of PostgreSQL that the migrations run on; null for any. */
  readonly postgresVersion: number | null;
  /** Versions that count instead of those that the project's files tell, as `major.minor.patch`; null for none. */
  readonly alembicVersion: string | null;
  readonly sqlalchemyVersion: string | null;
  /** Module that fixes import `safe_add_enum_value` from. */
  readonly helperModule: string;
  /** Schemas that are there on every database. */
  readonly knownSchemas: readonly string[];
  /** Revisions that are history, with all their ancestors. */
  readonly startAfter: readonly string[];
  /** With true, `ADD VALUE IF NOT EXISTS` without the helper is accepted in silence. */
  readonly enumAcceptIfNotExists: boolean;
  /** How fixes check what exists: as the guideline does, or in a DO block. */
  readonly guardStyle: GuardStyle;
  /** The project renders its migrations with `--sql`, where there is no connection. */
  readonly offlineSql: boolean;
}

export const guardStyles = ["guideline", "do-block"] as const;
export type GuardStyle = (typeof guardStyles)[number];

export const defaultSettings: Settings = {
  preset: "guidelines",
  severities: new Map(),
  postgresVersion: null,
  alembicVersion: null,
  sqlalchemyVersion: null,
  helperModule: "alembic.utils.safe_enum_addition",
  knownSchemas: ["public"],
  startAfter: [],
  enumAcceptIfNotExists: false,
  guardStyle: "guideline",
  offlineSql: false,
};
