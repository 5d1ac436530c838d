import type { Position, TextDocumentPositionParams, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Checked, Checker } from "./checker.ts";
import { pathOf } from "./file-uris.ts";

/** A place in an open document, with what the document was found to be. */
export interface DocumentPlace {
  readonly document: TextDocument;
  /** The absolute path of its file; null for one that has none. */
  readonly path: string | null;
  readonly position: Position;
  /** In UTF-16 units. */
  readonly offset: number;
  readonly checked: Checked;
}

/** The place that a request means; null when its document is not open, or has changed while it was checked. */
export async function documentPlace(
  { textDocument, position }: TextDocumentPositionParams,
  documents: TextDocuments<TextDocument>,
  checker: Checker,
): Promise<DocumentPlace | null> {
  const document = documents.get(textDocument.uri);
  if (document === undefined) return null;
  const asked = document.version;
  const checked = await checker.check(document);
  if (documents.get(document.uri) !== document || document.version !== asked) return null;
  return { document, path: pathOf(document.uri), position, offset: document.offsetAt(position), checked };
}
