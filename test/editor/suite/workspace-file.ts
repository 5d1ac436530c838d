import { Range, type TextDocument, type TextEditor, Uri, WorkspaceEdit, window, workspace } from "vscode";

/** The address of a file in the opened folder. */
export function fileUri(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("no folder is open");
  return Uri.joinPath(folder.uri, path);
}

/** Shows a file of the opened folder in an editor that stays: with a preview, what it shows of a file goes once another one is shown. */
export async function show(path: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(fileUri(path)), { preview: false });
}

/** Writes a new file into the opened folder and shows it. */
export async function showNew(path: string, text: string): Promise<TextEditor> {
  await workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
  return show(path);
}

/** Replaces the whole text, as an edit that can be undone. */
export async function replaceText(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const all = new Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, all, text);
  if (!(await workspace.applyEdit(edit))) throw new Error(`${document.uri.path} could not be edited`);
}

/** Removes a file from the opened folder, and its unsaved changes. */
export async function remove(path: string): Promise<void> {
  await workspace.fs.delete(fileUri(path));
}
