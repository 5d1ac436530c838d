import { commands, type ExtensionContext, type LogOutputChannel, window } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

const name = "Alembic Guidelines";

let client: LanguageClient | undefined;
/** Ends when the last start or restart has. */
let settled: Promise<void> = Promise.resolve();

/** Starts the language server that is bundled with the extension. Called by VS Code. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel(name, { log: true });
  const serverModule = context.asAbsolutePath("server/dist/main.cjs");
  const restart = () => {
    // One after the other: two servers at a time would show every finding twice.
    settled = settled.then(stop).then(() => start(serverModule, output));
    return settled;
  };
  context.subscriptions.push(output, commands.registerCommand("alembicGuidelines.restartServer", restart));
  await restart();
}

/** Ends the language server. Called by VS Code. */
export async function deactivate(): Promise<void> {
  await settled;
  await stop();
}

/** Starts the server with a new client, since one that failed to start can't be started again. */
async function start(serverModule: string, outputChannel: LogOutputChannel): Promise<void> {
  client = new LanguageClient(
    "alembicGuidelines",
    name,
    { module: serverModule, args: ["server"], transport: TransportKind.stdio },
    {
      documentSelector: [
        { language: "python", scheme: "file" },
        { language: "python", scheme: "untitled" },
      ],
      outputChannel,
    },
  );
  try {
    await client.start();
  } catch {
    // The client has shown the error already; the command to restart must stay.
  }
}

async function stop(): Promise<void> {
  try {
    if (client?.needsStop()) await client.stop();
  } catch (error) {
    client?.error("The server did not end in time", error, false);
  }
}
