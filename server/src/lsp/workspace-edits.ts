import { pathToFileURL } from "node:url";
import { CreateFile, StringValue, TextDocumentEdit, TextEdit, type WorkspaceEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextEdit as SourceEdit } from "../migration/edit/text-edit.ts";
import type { FileChange } from "../rules/finding.ts";
import { textDifference } from "../text-difference.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { OpenProject } from "./open-project.ts";

/**
 * Puts edits of `document`'s present text, and changes of other files, as one edit of the workspace.
 * @returns null when the client or the present state of a file does not allow all of it.
 */
export function toWorkspaceEdit(
  document: TextDocument,
  edits: readonly SourceEdit[],
  fileChanges: readonly FileChange[],
  project: OpenProject,
  features: ClientFeatures,
): WorkspaceEdit | null {
  const textEdits = edits.map((edit) => toTextEdit(document, edit));
  if (!features.documentChanges) {
    return fileChanges.length === 0 ? { changes: { [document.uri]: textEdits } } : null;
  }
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
  for (const change of fileChanges) {
    const changes = changeOtherFile(change, project, features);
    if (changes === null) return null;
    documentChanges.push(...changes);
  }
  if (textEdits.length > 0) {
    documentChanges.push(TextDocumentEdit.create({ uri: document.uri, version: document.version }, textEdits));
  }
  return { documentChanges };
}

/** An edit after which the editor's cursor waits at `cursor`, an offset in the edit's text. For clients that take snippets only. */
export function toSnippetEdit(document: TextDocument, edit: SourceEdit, cursor: number): WorkspaceEdit {
  const { range } = toTextEdit(document, edit);
  const literal = (text: string) => text.replaceAll(/[\\$}]/g, "\\$&");
  const value = `${literal(edit.text.slice(0, cursor))}$0${literal(edit.text.slice(cursor))}`;
  const { uri, version } = document;
  return {
    documentChanges: [
      TextDocumentEdit.create({ uri, version }, [{ range, snippet: StringValue.createSnippet(value) }]),
    ],
  };
}

function changeOtherFile(
  change: FileChange,
  project: OpenProject,
  features: ClientFeatures,
): (CreateFile | TextDocumentEdit)[] | null {
  const open = project.openDocument(change.path);
  const uri = open?.uri ?? pathToFileURL(change.path).href;
  const target = { uri, version: open?.version ?? null };
  if (change.action.kind === "create") {
    if (!features.createFiles || project.present.isFile(change.path)) return null;
    const insertion = TextEdit.insert({ line: 0, character: 0 }, change.content);
    const create = CreateFile.create(uri, { overwrite: false, ignoreIfExists: false });
    return change.content === "" ? [create] : [create, TextDocumentEdit.create(target, [insertion])];
  }
  const { previous } = change.action;
  if (project.present.readText(change.path) !== previous) return null;
  const before = TextDocument.create(uri, "", 0, previous);
  const edits = textDifference(previous, change.content).map((edit) => toTextEdit(before, edit));
  return [TextDocumentEdit.create(target, edits)];
}

function toTextEdit(document: TextDocument, edit: SourceEdit): TextEdit {
  const range = { start: document.positionAt(edit.start), end: document.positionAt(edit.end) };
  return TextEdit.replace(range, edit.text);
}
