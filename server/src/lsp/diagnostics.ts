import { pathToFileURL } from "node:url";
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { rulePage } from "../rule-pages.ts";
import type { Finding, RelatedPlace, Severity } from "../rules/finding.ts";
import { unusedSuppression } from "../rules/unused-suppression.ts";
import type { ClientFeatures } from "./client-features.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What they find does nothing: editors show it faded. */
const unnecessary: ReadonlySet<string> = new Set([unusedSuppression.name]);

/** A finding as the protocol puts it; `document` must still hold the text it was found in. */
export function toDiagnostic(finding: Finding, document: TextDocument, features: ClientFeatures): Diagnostic {
  const related = features.relatedInformation ? (finding.related ?? []) : [];
  const page = features.codeDescription ? rulePage(finding.rule) : null;
  return {
    range: { start: document.positionAt(finding.start), end: document.positionAt(finding.end) },
    severity: severities[finding.severity],
    code: finding.rule,
    source: "alembic-guidelines",
    message: finding.message,
    ...(features.diagnosticTags && unnecessary.has(finding.rule) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(page === null ? {} : { codeDescription: { href: page } }),
    ...(related.length === 0
      ? {}
      : { relatedInformation: related.map((each) => toRelatedInformation(each, document)) }),
  };
}

function toRelatedInformation({ message, place }: RelatedPlace, document: TextDocument): DiagnosticRelatedInformation {
  if (!("path" in place)) {
    const range = { start: document.positionAt(place.start), end: document.positionAt(place.end) };
    return { message, location: { uri: document.uri, range } };
  }
  const { path, start, end } = place;
  return { message, location: { uri: pathToFileURL(path).href, range: { start, end } } };
}
