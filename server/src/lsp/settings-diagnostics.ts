import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { readSettings, SettingsError } from "../project/settings-file.ts";
import { isSettingsFile } from "./completion/settings-place.ts";
import { pathOf } from "./file-uris.ts";

/** What is wrong with the settings in a document, which is at most one thing; nothing for any other document. */
export function settingsDiagnostics(document: TextDocument): readonly Diagnostic[] {
  const path = pathOf(document.uri);
  if (path === null || !isSettingsFile(path)) return [];
  try {
    readSettings(path, document.getText());
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return [toDiagnostic(document, error)];
  }
}

/** A squiggle under the line without its indentation. */
function toDiagnostic(document: TextDocument, { file, line, message }: SettingsError): Diagnostic {
  const start = document.offsetAt({ line: line - 1, character: 0 });
  const text = document.getText().slice(start, document.offsetAt({ line, character: 0 }));
  const range = {
    start: document.positionAt(start + text.length - text.trimStart().length),
    end: document.positionAt(start + text.trimEnd().length),
  };
  // The path and line that the message begins with are where the squiggle is.
  const problem = message.slice(`${file}:${line}: `.length);
  return { range, severity: DiagnosticSeverity.Error, source: "alembic-guidelines", message: problem };
}
