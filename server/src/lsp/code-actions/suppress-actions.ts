import { type CodeAction, CodeActionKind } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../../rules/finding.ts";
import { unusedSuppression } from "../../rules/unused-suppression.ts";
import type { Checked } from "../checker.ts";
import type { ClientFeatures } from "../client-features.ts";
import { toDiagnostic } from "../diagnostics.ts";
import type { ActionData } from "./action-data.ts";

/** For each rule touched, the actions that suppress it for the statement and for the file. They come last in the menu. */
export function suppressActions(
  touched: readonly Finding[],
  document: TextDocument,
  checked: Checked,
  features: ClientFeatures,
): CodeAction[] {
  const places = [
    { where: "statement", title: (rule: string) => `Disable ${rule} for this line` },
    { where: "file", title: (rule: string) => `Disable ${rule} for this file` },
  ] as const;
  const byRule = new Map<string, Finding>();
  for (const finding of touched) {
    if (finding.rule !== unusedSuppression.name && !byRule.has(finding.rule)) byRule.set(finding.rule, finding);
  }
  return [...byRule.values()].flatMap((finding) =>
    places.map(({ where, title }) => ({
      title: title(finding.rule),
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(finding, document, features)],
      data: {
        fix: "suppress",
        where,
        rule: finding.rule,
        start: finding.start,
        uri: document.uri,
        version: checked.version,
      } satisfies ActionData,
    })),
  );
}
