import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { decodeSource, SourceError } from "../project/source-bytes.ts";
import type { Checked, Checker } from "./checker.ts";
import { pathOf } from "./file-uris.ts";
import type { ServerParts } from "./language-features.ts";
import type { OpenProject } from "./open-project.ts";

/** A document, open in the client or read from its file. */
export interface AnyDocument {
  readonly document: TextDocument;
  readonly isOpen: boolean;
  /** False for a file of another encoding: an editor that takes it for UTF-8 would spoil it when it saves edits. */
  readonly isUtf8: boolean;
}

/** The open document of a URI, else its file as one; null where there is neither. */
export function anyDocument(uri: string, { documents, project }: ServerParts): AnyDocument | null {
  const document = documents.get(uri);
  if (document !== undefined) return { document, isOpen: true, isUtf8: true };
  const path = pathOf(uri);
  return path === null ? null : documentAt(path, project);
}

/** The same for a path. */
export function documentAt(path: string, project: OpenProject): AnyDocument | null {
  const open = project.openDocument(path);
  if (open !== undefined) return { document: open, isOpen: true, isUtf8: true };
  const source = readSource(path);
  if (source === null) return null;
  const document = TextDocument.create(pathToFileURL(path).href, "python", 0, source.text);
  return { document, isOpen: false, isUtf8: source.isUtf8 };
}

/** A file's text without its byte order mark, as Python decodes it; null where there is none. */
function readSource(path: string): { readonly text: string; readonly isUtf8: boolean } | null {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    return null;
  }
  try {
    const { text, codec } = decodeSource(bytes);
    return { text, isUtf8: codec.name === "UTF-8" };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    // What an editor shows of it.
    return { text: new TextDecoder().decode(bytes), isUtf8: false };
  }
}

/** Checks it as it is. @param scope the URI of the file or folder whose settings of the editor count, where it is not open. */
export function checkAny({ document, isOpen }: AnyDocument, checker: Checker, scope = document.uri): Promise<Checked> {
  return isOpen ? checker.check(document) : checker.checkClosed(document, scope);
}
