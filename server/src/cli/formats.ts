import type { Colors } from "picocolors/types.js";
import type { OutputFormat } from "./options.ts";
import type { FileReport } from "./report.ts";
import type { Deed } from "./summary.ts";

/** What a format is given besides the reports. */
export interface Printing {
  readonly colors: Colors;
  /** How many findings are no more, and what was done about them. */
  readonly fixed: number;
  readonly did: Deed;
  /** The folder that a CI server names files from. */
  readonly checkout: string;
  /** Whether all that was asked for was checked. */
  readonly complete: boolean;
}

/** Gives its text in pieces that end with a line: the whole of it may be too much to hold. A report is asked for its findings as seldom as can be. */
export type Format = (reports: readonly FileReport[], printing: Printing) => Iterable<string>;

/** What `check` can print. Each is loaded when it is asked for: a run needs one of them. */
export const formats: Readonly<Record<OutputFormat, () => Promise<Format>>> = {
  full: async () => (await import("./format-full.ts")).formatFull,
  concise: async () => (await import("./format-concise.ts")).formatConcise,
  json: async () => (await import("./format-json.ts")).formatJson,
  sarif: async () => (await import("./format-sarif.ts")).formatSarif,
  github: async () => (await import("./format-github.ts")).formatGithub,
  gitlab: async () => (await import("./format-gitlab.ts")).formatGitlab,
  junit: async () => (await import("./format-junit.ts")).formatJunit,
};
