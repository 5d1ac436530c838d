import type { Uri } from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient/node";
import { clientCommands } from "./client-commands.ts";
import { checksOnType } from "./run-setting.ts";

/** What the client of the language server is started with. @param onCheck called when the findings of a document have come. */
export function clientOptions(onCheck: (uri: Uri) => void): LanguageClientOptions {
  const onType = checksOnType();
  return {
    documentSelector: [
      { language: "python", scheme: "file" },
      { language: "python", scheme: "untitled" },
      { scheme: "file", pattern: "**/pyproject.toml" },
      { scheme: "file", pattern: "**/alembic-guidelines.toml" },
    ],
    // Links of a hover that open a rule's page.
    markdown: { isTrusted: { enabledCommands: [...clientCommands] } },
    diagnosticPullOptions: { onChange: onType, onSave: !onType },
    middleware: {
      provideDiagnostics: async (document, previousResultId, token, next) => {
        const report = await next(document, previousResultId, token);
        onCheck("uri" in document ? document.uri : document);
        return report;
      },
    },
  };
}
