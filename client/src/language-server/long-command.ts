import { type CancellationToken, CancellationTokenSource, type Progress, ProgressLocation, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

let commands = 0;

/**
 * Has the server carry out a long command. A notification shows how far it is, and cancels it, until the work is done: what may follow, as
 * the look at a preview, has all the time that it takes.
 * @throws Error with the server's own words when it can't.
 */
export async function executeLong(
  client: LanguageClient,
  title: string,
  command: string,
  given: readonly unknown[],
): Promise<unknown> {
  // Loaded long since: there is a client.
  const { ExecuteCommandRequest, WorkDoneProgress } = await import("vscode-languageclient/node");
  const workDoneToken = `${command} ${++commands}`;
  const source = new CancellationTokenSource();
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const show = (progress: Progress<{ message?: string; increment?: number }>, token: CancellationToken) => {
    token.onCancellationRequested(() => source.cancel());
    let shown = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind === "end") end();
      if (value.kind !== "report") return;
      const { percentage = shown, message = "" } = value;
      progress.report({ message, increment: percentage - shown });
      shown = percentage;
    });
    return ended.finally(() => listener.dispose());
  };
  window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, show);
  try {
    const params = { command, arguments: [...given], workDoneToken };
    return await client.sendRequest(ExecuteCommandRequest.type, params, source.token);
  } finally {
    end();
    source.dispose();
  }
}
