import {
  commands,
  type Diagnostic,
  type DiagnosticCollection,
  Disposable,
  languages,
  Uri,
  window,
  workspace,
} from "vscode";
import { type AllChecked, checkAllCommand, isAllChecked } from "../../../server/src/lsp/protocol/check-all.ts";
import type { Feature } from "../features.ts";
import type { LanguageServer } from "../language-server/language-server.ts";
import { counted } from "./counted.ts";
import { isShownLive } from "./live-documents.ts";
import { registerServerCommand } from "./server-command.ts";

/** Checks all migrations. What is found stays until it is cleared, or until a file is opened or changed: then its own findings count. */
export const checkAll: Feature = (server) => {
  const results = new KeptResults();
  const watcher = workspace.createFileSystemWatcher("**/*.py", true, false, false);
  return Disposable.from(
    results,
    watcher,
    watcher.onDidChange((uri) => results.forget(uri)),
    watcher.onDidDelete((uri) => results.forget(uri)),
    workspace.onDidChangeTextDocument(({ document }) => results.forget(document.uri)),
    workspace.onDidOpenTextDocument(() => results.leaveToEditors()),
    window.tabGroups.onDidChangeTabs(() => results.leaveToEditors()),
    registerServerCommand(server, "checkAll", () => check(server, results)),
    commands.registerCommand("alembicGuidelines.clearCheckAll", () => results.clear()),
  );
};

async function check(server: LanguageServer, results: KeptResults): Promise<AllChecked> {
  const checked = await server.executeLong("Checking all migrations", checkAllCommand);
  const { client } = server;
  if (!isAllChecked(checked) || client === null) throw new Error("The language server gave no results.");
  results.clear();
  for (const { uri, diagnostics } of checked.files) {
    results.set(Uri.parse(uri), await client.protocol2CodeConverter.asDiagnostics([...diagnostics]));
  }
  void tell(checked);
  return checked;
}

async function tell({ migrations, isComplete, files }: AllChecked): Promise<void> {
  const findings = files.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
  const looked = `${isComplete ? "Checked" : "Stopped after"} ${counted(migrations, "migration")}`;
  if (findings === 0) {
    void window.showInformationMessage(`${looked}: no findings.`);
    return;
  }
  const found = `${looked}: ${counted(findings, "finding")} in ${counted(files.length, "migration")}.`;
  if ((await window.showInformationMessage(found, "Show Problems")) === undefined) return;
  await commands.executeCommand("workbench.actions.view.problems");
}

/** What was found in the files that no editor shows. */
class KeptResults implements Disposable {
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection("alembic-guidelines: all");

  set(uri: Uri, diagnostics: readonly Diagnostic[]): void {
    if (isShownLive(uri)) return;
    this.#collection.set(uri, diagnostics);
    this.#tellWhetherAny();
  }

  forget(uri: Uri): void {
    if (!this.#collection.has(uri)) return;
    this.#collection.delete(uri);
    this.#tellWhetherAny();
  }

  /** Forgets those of files that an editor shows by now. */
  leaveToEditors(): void {
    for (const { uri } of workspace.textDocuments) if (this.#collection.has(uri) && isShownLive(uri)) this.forget(uri);
  }

  clear(): void {
    this.#collection.clear();
    this.#tellWhetherAny();
  }

  dispose(): void {
    this.#collection.dispose();
  }

  #tellWhetherAny(): void {
    const [any] = this.#collection;
    void commands.executeCommand("setContext", "alembicGuidelines.hasResultsOfAll", any !== undefined);
  }
}
