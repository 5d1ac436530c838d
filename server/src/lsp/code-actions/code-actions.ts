import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  type ServerCapabilities,
  type TextDocuments,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { makesRepeatable } from "../../rules/groups.ts";
import { textDifference } from "../../text-difference.ts";
import type { Checked, Checker } from "../checker.ts";
import type { ClientFeatures } from "../client-features.ts";
import type { LanguageFeature } from "../language-feature.ts";
import type { OpenProject } from "../open-project.ts";
import { unlessCancelled } from "../unless-cancelled.ts";
import { toSnippetEdit, toWorkspaceEdit } from "../workspace-edits.ts";
import { type ActionData, isActionData } from "./action-data.ts";
import { asksFor, fixAllKind, refactorKind, wantsKind } from "./action-kinds.ts";
import { diagnosticsOf, fixesOfRules, fixOfAll, quickFixes } from "./fix-actions.ts";
import { type Fixable, findFix, isFixable, isSafe } from "./fixable.ts";
import { refactorActions } from "./refactor-actions.ts";
import { ruleActions } from "./rule-actions.ts";
import { repairSafely } from "./safe-repair.ts";
import { suppressActions } from "./suppress-actions.ts";

/** Offers fixes, and computes their edits for the text as it is at that moment. */
export class CodeActions implements LanguageFeature {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #checker: Checker;
  readonly #project: OpenProject;
  #features: ClientFeatures | null = null;

  constructor(documents: TextDocuments<TextDocument>, checker: Checker, project: OpenProject) {
    this.#documents = documents;
    this.#checker = checker;
    this.#project = project;
  }

  initialize(features: ClientFeatures): Partial<ServerCapabilities> {
    this.#features = features;
    return {
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, refactorKind, fixAllKind],
        resolveProvider: features.resolveCodeActionEdit,
      },
    };
  }

  register(connection: Connection): void {
    connection.onCodeAction((params, token) => unlessCancelled(this.#list(params), token));
    connection.onCodeActionResolve((action, token) => unlessCancelled(this.#resolve(action), token));
  }

  /** Gives the actions for a range: a quick fix for each finding it touches, and what it asks for by kind. */
  async #list(params: CodeActionParams): Promise<CodeAction[]> {
    const document = this.#documents.get(params.textDocument.uri);
    const features = this.#features;
    if (document === undefined || features === null) return [];
    const checked = await this.#checker.check(document);
    if (this.#documents.get(document.uri) !== document) return [];
    const fixable = checked.findings.filter(isFixable);
    const { only } = params.context;
    const actions: CodeAction[] = [];
    if (wantsKind(CodeActionKind.QuickFix, only)) {
      const start = document.offsetAt(params.range.start);
      const end = document.offsetAt(params.range.end);
      const under = checked.findings.filter((finding) => finding.start <= end && start <= finding.end);
      const touched = under.filter(isFixable);
      actions.push(
        ...quickFixes(touched, document, checked, features),
        ...fixesOfRules(touched, fixable, document, checked, features),
        ...fixOfAll(touched, fixable, document, checked, features),
        ...this.#repeatableFunctions(touched, fixable, document, checked, features),
        ...ruleActions(under, document, features),
        ...suppressActions(under, document, checked, features),
      );
    }
    if (wantsKind(refactorKind, only)) {
      const at = document.offsetAt(params.range.start);
      actions.push(...refactorActions(document, at, checked, this.#project, features));
    }
    // Nobody gets everything fixed without asking for it.
    if (asksFor(fixAllKind, only) && fixable.some(isSafe)) {
      actions.push({
        title: "Fix all safe Alembic Guidelines findings",
        kind: fixAllKind,
        data: { fix: "all", rule: null, uri: document.uri, version: checked.version } satisfies ActionData,
      });
    }
    return features.resolveCodeActionEdit
      ? this.#feasible(actions, document, fixable, features)
      : this.#inline(actions);
  }

  /** For each function touched with more than one safe fix that makes it repeatable, an action that applies them all. */
  #repeatableFunctions(
    touched: readonly Fixable[],
    fixable: readonly Fixable[],
    document: TextDocument,
    checked: Checked,
    features: ClientFeatures,
  ): CodeAction[] {
    const functionsOf = (findings: readonly Fixable[]) =>
      findings
        .filter((finding) => isSafe(finding) && makesRepeatable(finding.rule))
        .flatMap(({ start }) => this.#checker.functionAt(document, start) ?? []);
    const all = functionsOf(fixable);
    return [...new Set(functionsOf(touched))]
      .filter((name) => all.filter((other) => other === name).length > 1)
      .map((name) => ({
        title: name === "upgrade" ? "Make this migration repeatable" : `Make ${name} repeatable`,
        kind: CodeActionKind.QuickFix,
        diagnostics: diagnosticsOf(touched, document, features),
        data: { fix: "repeatable", function: name, uri: document.uri, version: checked.version } satisfies ActionData,
      }));
  }

  /** Adds the edit to an action that `list` gave. An action for an older text, or one no longer possible, gets none. */
  async #resolve(action: CodeAction): Promise<CodeAction> {
    const data: unknown = action.data;
    if (!isActionData(data)) return action;
    const edit = await this.#edit(data);
    return edit === null ? action : { ...action, edit };
  }

  async #inline(actions: readonly CodeAction[]): Promise<CodeAction[]> {
    const resolved = await Promise.all(actions.map((action) => this.#resolve(action)));
    return resolved.flatMap(({ data: _, ...action }) =>
      action.edit === undefined && action.command === undefined ? [] : [action],
    );
  }

  /** Leaves out the fixes that this client could not carry out. */
  #feasible(
    actions: readonly CodeAction[],
    document: TextDocument,
    fixable: readonly Fixable[],
    features: ClientFeatures,
  ): CodeAction[] {
    return actions.filter(({ data }: { readonly data?: unknown }) => {
      if (!isActionData(data) || data.fix !== "one") return true;
      const fix = findFix(fixable, data);
      return fix !== null && toWorkspaceEdit(document, fix.edits, fix.fileChanges, this.#project, features) !== null;
    });
  }

  async #edit(data: ActionData): Promise<WorkspaceEdit | null> {
    const document = this.#documents.get(data.uri);
    const features = this.#features;
    if (document === undefined || features === null) return null;
    if (data.fix === "suppress") {
      const edit = await this.#checker.suppression(document, data);
      const present = document.version === data.version && this.#documents.get(data.uri) === document;
      if (edit === null || !present) return null;
      return features.snippetEdits && edit.reasonAt !== null
        ? toSnippetEdit(document, edit, edit.reasonAt)
        : toWorkspaceEdit(document, [edit], [], this.#project, features);
    }
    const checked = await this.#checker.check(document);
    const reader = await this.#checker.reader(document, data.fix === "repeatable" ? data.function : null);
    if (document.version !== data.version || this.#documents.get(data.uri) !== document) return null;
    if (data.fix === "one") {
      const fix = findFix(checked.findings.filter(isFixable), data);
      return fix === null ? null : toWorkspaceEdit(document, fix.edits, fix.fileChanges, this.#project, features);
    }
    const source = document.getText();
    const wanted = (rule: string) =>
      data.fix === "repeatable" ? makesRepeatable(rule) : data.rule === null || rule === data.rule;
    const repaired = repairSafely(source, reader.findings, wanted);
    if (repaired === null || repaired.text === source) return null;
    return toWorkspaceEdit(document, textDifference(source, repaired.text), [], this.#project, features);
  }
}
