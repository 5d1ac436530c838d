import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Fix } from "../../rules/finding.ts";
import type { Checked } from "../checker.ts";
import type { ClientFeatures } from "../client-features.ts";
import { toDiagnostic } from "../diagnostics.ts";
import type { ActionData } from "./action-data.ts";
import { type Fixable, fixesOf, isSafe } from "./fixable.ts";

/** One action for each fix, alternatives after the one that is preferred to them; findings that share their fix share the action. */
export function quickFixes(
  touched: readonly Fixable[],
  document: TextDocument,
  checked: Checked,
  features: ClientFeatures,
): CodeAction[] {
  const byFix = new Map<string, { readonly fix: Fix; readonly findings: Fixable[] }>();
  for (const finding of touched) {
    for (const fix of fixesOf(finding)) {
      const key = JSON.stringify(fix);
      const known = byFix.get(key);
      if (known === undefined) byFix.set(key, { fix, findings: [finding] });
      else known.findings.push(finding);
    }
  }
  const isSafeOne = ({ fix }: { readonly fix: Fix }) => fix.applicability === "safe";
  // Safe ones first; the sort is stable.
  const ordered = [...byFix.values()].sort((a, b) => Number(isSafeOne(b)) - Number(isSafeOne(a)));
  return ordered.flatMap(({ fix, findings }) => {
    const [first] = findings;
    if (first === undefined) return [];
    const { rule, start, end, alternatives = [] } = first;
    const safe = fix.applicability === "safe";
    const action: CodeAction = {
      title: safe ? fix.message : `${fix.message} (unsafe)`,
      kind: CodeActionKind.QuickFix,
      diagnostics: findings.map((finding) => toDiagnostic(finding, document, features)),
      isPreferred: fix === first.fix && (safe || alternatives.length > 0),
      data: {
        fix: "one",
        rule,
        start,
        end,
        message: fix.message,
        uri: document.uri,
        version: checked.version,
      } satisfies ActionData,
    };
    return [action];
  });
}

/** For each rule touched that has more than one safe fix in the document, an action that applies them all. */
export function fixesOfRules(
  touched: readonly Fixable[],
  fixable: readonly Fixable[],
  document: TextDocument,
  checked: Checked,
  features: ClientFeatures,
): CodeAction[] {
  const rules = new Set(touched.map(({ rule }) => rule));
  return [...rules]
    .filter((rule) => fixable.filter((finding) => finding.rule === rule && isSafe(finding)).length > 1)
    .map((rule) => ({
      title: `Fix all ${rule} findings in this file`,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnosticsOf(
        touched.filter((finding) => finding.rule === rule),
        document,
        features,
      ),
      data: { fix: "all", rule, uri: document.uri, version: checked.version } satisfies ActionData,
    }));
}

/** An action that applies all safe fixes of the document, where those of one rule are not all. */
export function fixOfAll(
  touched: readonly Fixable[],
  fixable: readonly Fixable[],
  document: TextDocument,
  checked: Checked,
  features: ClientFeatures,
): CodeAction[] {
  const safe = fixable.filter(isSafe);
  if (!touched.some(isSafe) || new Set(safe.map(({ rule }) => rule)).size < 2) return [];
  return [
    {
      title: "Apply all safe fixes in this file",
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnosticsOf(touched, document, features),
      data: { fix: "all", rule: null, uri: document.uri, version: checked.version } satisfies ActionData,
    },
  ];
}

/** What an action is about: editors put those that are about nothing last. */
export function diagnosticsOf(
  findings: readonly Finding[],
  document: TextDocument,
  features: ClientFeatures,
): Diagnostic[] {
  return findings.map((finding) => toDiagnostic(finding, document, features));
}
