import { type CodeAction, CodeActionKind } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../../rules/finding.ts";
import type { ClientFeatures } from "../client-features.ts";
import { showRuleCommand } from "../commands/show-rule.ts";
import { toDiagnostic } from "../diagnostics.ts";

/** For each rule touched, an action that shows its page. */
export function ruleActions(
  touched: readonly Finding[],
  document: TextDocument,
  features: ClientFeatures,
): CodeAction[] {
  const command = showRuleCommand(features);
  if (command === null) return [];
  return [...new Set(touched.map(({ rule }) => rule))].map((rule) => ({
    title: `Show the page of ${rule}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: touched
      .filter((finding) => finding.rule === rule)
      .map((each) => toDiagnostic(each, document, features)),
    command: { title: "Show Rule", command, arguments: [rule] },
  }));
}
