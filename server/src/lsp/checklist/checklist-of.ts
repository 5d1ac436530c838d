import type { Range } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { checklistSummary, type TickedPoint, tickChecklist } from "../../checklist/checklist.ts";
import type { Finding } from "../../rules/finding.ts";
import type { Checked } from "../checker.ts";
import type { ShownChecklist, ShownFinding } from "../protocol/checklist.ts";

/** The checklist of a document, which holds the text that was checked; null for what is no migration. */
export function checklistOf(document: TextDocument, { version, basis, result }: Checked): ShownChecklist | null {
  if (basis === null) return null;
  const points = tickChecklist({ ...basis, result, tested: null });
  const shown = { uri: document.uri, version };
  if (points === null) return { ...shown, summary: "history, not checked", points };
  return { ...shown, summary: checklistSummary(points), points: points.map((point) => toShownPoint(point, document)) };
}

function toShownPoint({ findings, suppressed, ...point }: TickedPoint, document: TextDocument) {
  const shown = (suppressed: boolean) => (finding: Finding) => toShownFinding(finding, suppressed, document);
  return { ...point, findings: [...findings.map(shown(false)), ...suppressed.map(shown(true))] };
}

function toShownFinding(
  { rule, severity, message, start, end }: Finding,
  suppressed: boolean,
  document: TextDocument,
): ShownFinding {
  const range: Range = { start: document.positionAt(start), end: document.positionAt(end) };
  return { rule, severity, message, range, suppressed };
}
