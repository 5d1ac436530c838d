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
  if (!features.documentChanges && fileChanges.length === 0) return { changes: { [document.uri]: textEdits } };
  const ofOthers = toFileEdit(fileChanges, project, features);
  if (ofOthers === null || textEdits.length === 0) return ofOthers;
  const own = TextDocumentEdit.create({ uri: document.uri, version: document.version }, textEdits);
  return { documentChanges: [...ofOthers.documentChanges, own] };
}

/** Puts changes of files as one edit of the workspace; null when the client or the present state of a file does not allow all of it. */
export function toFileEdit(
  fileChanges: readonly FileChange[],
  project: OpenProject,
  features: ClientFeatures,
): { readonly documentChanges: (CreateFile | TextDocumentEdit)[] } | null {
  if (!features.documentChanges) return null;
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
  for (const change of fileChanges) {
    const changes = changeOtherFile(change, project, features);
    if (changes === null) return null;
    documentChanges.push(...changes);
  }
  return { documentChanges };
}

/** Edits of one document's present text. */
export interface DocumentEdits {
  readonly document: TextDocument;
  /** It is open in the client, at its version. */
  readonly isOpen: boolean;
  readonly edits: readonly SourceEdit[];
}

/**
 * Puts edits of several documents as one edit of the workspace, which the client shows before it is made, if it can. Who asks for confirmation of an
 * edit has it left out unless it is ticked (VS Code 1.91 to 1.139): so that is asked for an empty one, and the others are there to be unticked.
 */
export function toReviewedEdit(
  changes: readonly DocumentEdits[],
  fixes: { readonly label: string; readonly description: string },
  features: ClientFeatures,
): WorkspaceEdit {
  if (!features.documentChanges) {
    const entries = changes.map(({ document, edits }) => [
      document.uri,
      edits.map((edit) => toTextEdit(document, edit)),
    ]);
    return { changes: Object.fromEntries(entries) };
  }
  const isShown = features.changeAnnotations;
  const documentChanges = changes.map(({ document, isOpen, edits }, index) => {
    const asks = isShown && index === 0 ? [{ ...emptyEdit, annotationId: "review" }] : [];
    const textEdits = edits.map((edit) => ({
      ...toTextEdit(document, edit),
      ...(isShown ? { annotationId: "fixes" } : {}),
    }));
    const version = isOpen ? document.version : null;
    return TextDocumentEdit.create({ uri: document.uri, version }, [...asks, ...textEdits]);
  });
  if (!isShown) return { documentChanges };
  const review = { label: "Look before you apply", description: "Changes nothing", needsConfirmation: true };
  return { documentChanges, changeAnnotations: { fixes, review } };
}

const emptyEdit = TextEdit.insert({ line: 0, character: 0 }, "");

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
