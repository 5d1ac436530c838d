import { relative, sep } from "node:path";
import type { Severity } from "../rules/finding.ts";
import { Fingerprints } from "./fingerprints.ts";
import type { Printing } from "./formats.ts";
import { jsonArray } from "./json-array.ts";
import { Places } from "./places.ts";
import type { FileReport } from "./report.ts";

const severities: Readonly<Record<Severity, string>> = {
  error: "critical",
  warning: "major",
  info: "minor",
  hint: "info",
};

/**
 * A Code Quality report, as GitLab reads it from `artifacts:reports:codequality` (GitLab's documentation, "Code Quality report format").
 */
export function formatGitlab(reports: readonly FileReport[], { checkout }: Printing): Iterable<string> {
  return jsonArray(issues(reports, checkout));
}

function* issues(reports: readonly FileReport[], checkout: string): Iterable<object> {
  const fingerprints = new Fingerprints();
  for (const { filename, text, findings } of reports) {
    const places = new Places(text);
    const path = relative(checkout, filename).split(sep).join("/");
    for (const { rule, severity, message, start, end } of findings) {
      yield {
        check_name: rule,
        description: message,
        fingerprint: fingerprints.next(path, rule, message),
        severity: severities[severity],
        location: { path, positions: { begin: gitlabPlace(places, start), end: gitlabPlace(places, end) } },
      };
    }
  }
}

function gitlabPlace(places: Places, offset: number): { readonly line: number; readonly column: number } {
  const { row, column } = places.at(offset);
  return { line: row, column };
}
