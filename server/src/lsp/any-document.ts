import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Checked, Checker } from "./checker.ts";
import { pathOf } from "./file-uris.ts";
import type { ServerParts } from "./language-features.ts";
import type { OpenProject } from "./open-project.ts";

/** A document, open in the client or read from its file. */
export interface AnyDocument {
  readonly document: TextDocument;
  readonly isOpen: boolean;
}

/** The open document of a URI, else its file as one; null where there is neither. */
export function anyDocument(uri: string, { documents, project }: ServerParts): AnyDocument | null {
  const document = documents.get(uri);
  if (document !== undefined) return { document, isOpen: true };
  const path = pathOf(uri);
  return path === null ? null : documentAt(path, project);
}

/** The same for a path. */
export function documentAt(path: string, project: OpenProject): AnyDocument | null {
  const open = project.openDocument(path);
  if (open !== undefined) return { document: open, isOpen: true };
  const text = project.present.readText(path);
  if (text === null) return null;
  // A byte order mark is no part of what an editor shows.
  const document = TextDocument.create(pathToFileURL(path).href, "python", 0, text.replace(/^\uFEFF/, ""));
  return { document, isOpen: false };
}

/** Checks it as it is. @param scope the URI of the file or folder whose settings of the editor count, where it is not open. */
export function checkAny({ document, isOpen }: AnyDocument, checker: Checker, scope = document.uri): Promise<Checked> {
  return isOpen ? checker.check(document) : checker.checkClosed(document, scope);
}
