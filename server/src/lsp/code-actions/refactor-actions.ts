import type { CodeAction } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { enumToCheck } from "../../refactorings/enum-to-check.ts";
import type { Checked } from "../checker.ts";
import type { ClientFeatures } from "../client-features.ts";
import type { OpenProject } from "../open-project.ts";
import { toWorkspaceEdit } from "../workspace-edits.ts";
import { refactorKind } from "./action-kinds.ts";

/** The changes that the author may want at an offset, though nothing is wrong there. */
export function refactorActions(
  document: TextDocument,
  offset: number,
  { basis }: Checked,
  project: OpenProject,
  features: ClientFeatures,
): CodeAction[] {
  const refactoring = basis === null ? null : enumToCheck(basis.script, offset);
  if (refactoring === null) return [];
  const { title, edits } = refactoring;
  const edit = toWorkspaceEdit(document, edits, [], project, features);
  return edit === null ? [] : [{ title, kind: refactorKind, edit }];
}
