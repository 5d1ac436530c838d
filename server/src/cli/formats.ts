import type { Colors } from "picocolors/types.js";
import { formatConcise } from "./format-concise.ts";
import { formatFull } from "./format-full.ts";
import { formatGithub } from "./format-github.ts";
import { formatGitlab } from "./format-gitlab.ts";
import { formatJson } from "./format-json.ts";
import { formatJunit } from "./format-junit.ts";
import { formatSarif } from "./format-sarif.ts";
import type { OutputFormat } from "./options.ts";
import type { FileReport } from "./report.ts";
import { formatSummary } from "./summary.ts";

/** What a format is given besides the reports. */
export interface Printing {
  readonly colors: Colors;
  /** How many findings the fixes have removed. */
  readonly fixed: number;
  /** The folder that a CI server names files from. */
  readonly checkout: string;
}

/** What `check` can print. Those for people end with a summary; the others are read by programs. */
export const formats: Readonly<Record<OutputFormat, (reports: readonly FileReport[], printing: Printing) => string>> = {
  full: (reports, { colors, fixed }) => formatFull(reports, colors) + formatSummary(reports, fixed, colors),
  concise: (reports, { colors, fixed }) => formatConcise(reports, colors) + formatSummary(reports, fixed, colors),
  json: formatJson,
  sarif: (reports, { checkout }) => formatSarif(reports, checkout),
  github: (reports, { checkout }) => formatGithub(reports, checkout),
  gitlab: (reports, { checkout }) => formatGitlab(reports, checkout),
  junit: formatJunit,
};
