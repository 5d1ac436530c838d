import type { Fix, Severity } from "../rules/finding.ts";
import type { Preset } from "../rules/presets.ts";

export const outputFormats = ["full", "concise", "json", "sarif", "github", "gitlab", "junit"] as const;
export type OutputFormat = (typeof outputFormats)[number];

export const failOnSeverities = ["error", "warning", "info"] as const;
export type FailOn = (typeof failOnSeverities)[number];

/** The options of `check`, as the command line gives them. */
export interface CheckOptions {
  readonly fix: boolean;
  readonly unsafeFixes: boolean;
  readonly diff: boolean;
  /** The only rules to report; null for all. */
  readonly select: ReadonlySet<string> | null;
  readonly ignore: ReadonlySet<string>;
  /** Instead of the settings' one; null for theirs. */
  readonly preset: Preset | null;
  readonly isolated: boolean;
  /** Keep on disk what is read of the project's revisions and found in them, and use what was kept. */
  readonly cache: boolean;
  /** A settings file to use instead of those found. */
  readonly config: string | null;
  readonly outputFormat: OutputFormat;
  readonly failOn: FailOn;
  readonly exitZero: boolean;
  readonly statistics: boolean;
  /** Suppress what is found, for this reason, which may be empty; null to leave it. */
  readonly addIgnore: string | null;
  /** Check only what has changed since this git revision; null for all. */
  readonly since: string | null;
  /** What to call the source that comes on standard input. */
  readonly stdinFilename: string | null;
}

const rank: Readonly<Record<Severity, number>> = { error: 3, warning: 2, info: 1, hint: 0 };

/** Tells whether a finding of this severity makes the check fail. */
export function fails(severity: Severity, failOn: FailOn): boolean {
  return rank[severity] >= rank[failOn];
}

/** Tells whether a fix may be applied where the call asks for fixes. */
export function isWanted({ applicability }: Fix, { unsafeFixes }: Pick<CheckOptions, "unsafeFixes">): boolean {
  return applicability === "safe" || unsafeFixes;
}

/** Tells whether the call asks for more than to look. */
export function repairs({ fix, diff, addIgnore }: CheckOptions): boolean {
  return fix || diff || addIgnore !== null;
}
