import {
  commands,
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  type TextDocument,
  window,
} from "vscode";
import { counted } from "../commands/counted.ts";
import type { Feature } from "../features.ts";
import type { ServerState } from "./language-server.ts";

/** Says in the status of Python files what the server does, and what it has found in the file that is looked at. */
export const serverStatus: Feature = (server) => {
  const item = languages.createLanguageStatusItem("alembicGuidelines.server", { language: "python" });
  item.name = "Alembic Guidelines";
  const checked = new Map<string, Date>();
  const show = () => describe(item, server.state, window.activeTextEditor?.document ?? null, checked);
  show();
  return Disposable.from(
    item,
    server.onDidChangeState((state) => {
      if (state.kind !== "running") checked.clear();
      show();
      if (state.kind === "crashed" && state.restartsIn === null) void tellOfTheEnd(state.reason);
    }),
    server.onDidCheck((uri) => {
      checked.set(uri.toString(), new Date());
      show();
    }),
    window.onDidChangeActiveTextEditor(show),
    languages.onDidChangeDiagnostics(show),
  );
};

function describe(
  item: LanguageStatusItem,
  state: ServerState,
  document: TextDocument | null,
  checked: ReadonlyMap<string, Date>,
): void {
  item.busy = state.kind === "starting";
  item.severity = state.kind === "crashed" ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  item.command =
    state.kind === "crashed" || state.kind === "stopped"
      ? { title: "Restart", command: "alembicGuidelines.restartServer" }
      : { title: "Show Output", command: "alembicGuidelines.showOutput" };
  const { text, detail } = words(state, document, checked);
  item.text = text;
  item.detail = detail;
}

function words(
  state: ServerState,
  document: TextDocument | null,
  checked: ReadonlyMap<string, Date>,
): { readonly text: string; readonly detail: string } {
  if (state.kind === "crashed") {
    const text = state.restartsIn === null ? "Alembic Guidelines has stopped" : "Alembic Guidelines starts again";
    return { text, detail: "[Show Output](command:alembicGuidelines.showOutput)" };
  }
  if (state.kind === "starting") return { text: "Alembic Guidelines", detail: "is starting" };
  if (state.kind === "stopped") return { text: "Alembic Guidelines", detail: "does not run" };
  const time = document === null ? undefined : checked.get(document.uri.toString());
  if (document === null || time === undefined) return { text: "Alembic Guidelines", detail: "nothing checked here" };
  const count = languages.getDiagnostics(document.uri).filter(({ source }) => source === "alembic-guidelines").length;
  const findings = count === 0 ? "no findings" : counted(count, "finding");
  return { text: "Alembic Guidelines", detail: `${findings}, checked at ${time.toLocaleTimeString()}` };
}

async function tellOfTheEnd(reason: string): Promise<void> {
  const restart = "Restart";
  const output = "Show Output";
  const message = `The Alembic Guidelines server has ended several times in three minutes and is not started again: ${reason}.`;
  const chosen = await window.showErrorMessage(message, restart, output);
  if (chosen === restart) await commands.executeCommand("alembicGuidelines.restartServer");
  if (chosen === output) await commands.executeCommand("alembicGuidelines.showOutput");
}
