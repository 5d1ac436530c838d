import {
  CodeActionKind,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import type { ClientFeatures } from "./client-features.ts";
import { fixAllKind } from "./code-action-kinds.ts";

/** What the server offers this client. */
export function serverCapabilities(features: ClientFeatures): ServerCapabilities {
  const capabilities: ServerCapabilities = {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
      resolveProvider: features.resolveCodeActionEdit,
    },
    workspace: { workspaceFolders: { supported: true } },
  };
  if (features.pullDiagnostics) {
    capabilities.diagnosticProvider = {
      identifier: "alembic-guidelines",
      // What another file changes is announced by a refresh.
      interFileDependencies: false,
      workspaceDiagnostics: false,
    };
  }
  return capabilities;
}
