import { type Diagnostic, MarkdownString, Uri } from "vscode";
import { DocumentDiagnosticReportKind, type LanguageClientOptions } from "vscode-languageclient/node";
import { showRuleCommand } from "../rules/rule-page.ts";
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
        if (report?.kind.toString() === DocumentDiagnosticReportKind.Full && "items" in report)
          for (const diagnostic of report.items) linkToPage(diagnostic);
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

/** The name of a rule leads to its page as it is to be read; other editors get the file. */
function linkToPage(diagnostic: Diagnostic): void {
  const { code } = diagnostic;
  if (typeof code !== "object" || typeof code.value !== "string") return;
  diagnostic.code = { value: code.value, target: Uri.parse(showRuleCommand(code.value)) };
}
