import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  CreateFile,
  type SnippetTextEdit,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

/**
 * Carries out a versioned workspace edit in memory and gives the new text of each document, with ‸ where the cursor then waits.
 * @param open text and version of the open documents, by URI.
 * @throws Error for an edit of another version, or one that creates a file that is there.
 */
export function applyWorkspaceEdit(
  { documentChanges = [] }: WorkspaceEdit,
  open: Readonly<Record<string, { readonly text: string; readonly version: number }>>,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const change of documentChanges) {
    if (CreateFile.is(change)) {
      if (existsSync(fileURLToPath(change.uri))) throw new Error(`${change.uri} is there already`);
      texts.set(change.uri, "");
      continue;
    }
    if (!TextDocumentEdit.is(change)) throw new Error("unexpected kind of change");
    const { uri, version } = change.textDocument;
    const document = open[uri];
    if (version !== (document?.version ?? null)) throw new Error(`edit of version ${version} of ${uri}`);
    const before = texts.get(uri) ?? document?.text ?? readFileSync(fileURLToPath(uri), "utf8");
    const edits = change.edits.map((edit) => ("newText" in edit ? edit : plainEdit(edit)));
    texts.set(uri, TextDocument.applyEdits(TextDocument.create(uri, "", 0, before), edits));
  }
  return texts;
}

function plainEdit({ range, snippet }: SnippetTextEdit): TextEdit {
  return { range, newText: snippet.value.replace(/(?<!\\)\$0/, "‸").replaceAll(/\\([\\$}])/g, "$1") };
}
