import { MarkdownString, type Uri } from "vscode";
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
    ],
    diagnosticPullOptions: { onChange: onType, onSave: !onType },
    middleware: {
      provideDiagnostics: async (document, previousResultId, token, next) => {
        const report = await next(document, previousResultId, token);
        onCheck("uri" in document ? document.uri : document);
        return report;
      },
      provideHover: async (document, position, token, next) => {
        const hover = await next(document, position, token);
        for (const content of hover?.contents ?? [])
          if (content instanceof MarkdownString) content.isTrusted = { enabledCommands: [...clientCommands] };
        return hover;
      },
    },
  };
}
