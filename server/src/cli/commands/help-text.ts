/** What stands below the options of a command's help. */
export interface HelpText {
  /** Calls, and what they are for. */
  readonly examples: readonly (readonly [call: string, purpose: string])[];
  /** What the exit status says; where nothing is said, 0 is success and 2 a wrong call. */
  readonly exitStatus?: string;
  /** More to know, a line each. */
  readonly notes?: readonly string[];
}

const usualStatus = "0 done, 2 the call, the settings or a file is wrong";

/** For the commands to which settings matter. */
export const whereSettingsAre =
  "Settings: [tool.alembic-guidelines] in pyproject.toml, or alembic-guidelines.toml, the nearest above a migration.";

/** Lays out what stands below the options of a command's help. */
export function helpText({ examples, exitStatus = usualStatus, notes = [] }: HelpText): string {
  const calls = examples.map(([call, purpose]) => [`alembic-guidelines ${call}`, purpose] as const);
  const width = Math.max(...calls.map(([call]) => call.length));
  const lines = calls.map(([call, purpose]) => `  ${call.padEnd(width)}  ${purpose}`);
  return `\n${[...notes, `Exit status: ${exitStatus}.`].join("\n")}\n\nExamples:\n${lines.join("\n")}`;
}
