import {
  commands,
  Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  version,
  window,
  workspace,
} from "vscode";
import { reportCommand } from "../../../server/src/lsp/protocol/report.ts";
import type { Feature } from "../features.ts";
import { registerServerCommand } from "./server-command.ts";

const scheme = "alembic-guidelines-report";

/** Shows which settings and which context count, and where each comes from: what a bug report should have in it. */
export const report: Feature = (server, { extension }) => {
  const page = new ReportPage();
  return Disposable.from(
    page,
    workspace.registerTextDocumentContentProvider(scheme, page),
    registerServerCommand(server, "showReport", async () => {
      const uri = window.activeTextEditor?.document.uri.toString() ?? null;
      const packageVersion: unknown = extension.packageJSON.version;
      const text = await server.execute(reportCommand, uri, { extension: packageVersion, "VS Code": version });
      page.set(String(text));
      // Read as a table; its source, for a bug report, is one click away.
      await commands.executeCommand("markdown.showPreview", page.uri);
    }),
  );
};

/** The last report, as a document that can only be read. */
class ReportPage implements TextDocumentContentProvider, Disposable {
  readonly uri = Uri.from({ scheme, path: "/Alembic Guidelines.md" });
  readonly #change = new EventEmitter<Uri>();
  readonly onDidChange = this.#change.event;
  #text = "";

  set(text: string): void {
    this.#text = text;
    this.#change.fire(this.uri);
  }

  provideTextDocumentContent(): string {
    return this.#text;
  }

  dispose(): void {
    this.#change.dispose();
  }
}
