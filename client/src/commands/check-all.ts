import { commands, Disposable, Uri, window, workspace } from "vscode";
import { type AllChecked, checkAllCommand, isAllChecked } from "../../../server/src/lsp/protocol/check-all.ts";
import type { Feature } from "../features.ts";
import type { LanguageServer } from "../language-server/language-server.ts";
import { counted } from "./counted.ts";
import { KeptResults } from "./kept-results.ts";
import { shownIn } from "./live-documents.ts";
import { registerServerCommand } from "./server-command.ts";

/** Checks all migrations. What is found stays until it is cleared; while an editor shows a file, its own findings count. */
export const checkAll: Feature = (server) => {
  const results = new KeptResults(server);
  const watcher = workspace.createFileSystemWatcher("**/*.py", true, false, false);
  return Disposable.from(
    results,
    watcher,
    watcher.onDidChange((uri) => results.renew(uri)),
    watcher.onDidDelete((uri) => results.forget(uri)),
    workspace.onDidChangeTextDocument(({ document }) => results.forget(document.uri)),
    workspace.onDidOpenTextDocument(() => results.leaveToEditors()),
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      results.leaveToEditors();
      for (const uri of closed.flatMap(shownIn)) results.renew(uri);
    }),
    registerServerCommand(server, "checkAll", () => check(server, results)),
    commands.registerCommand("alembicGuidelines.clearCheckAll", () => results.clear()),
  );
};

async function check(server: LanguageServer, results: KeptResults): Promise<AllChecked> {
  const checked = await server.executeLong("Checking all migrations", checkAllCommand);
  const { client } = server;
  if (!isAllChecked(checked) || client === null) throw new Error("The language server gave no results.");
  results.begin();
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
