import { commands, type ExtensionContext, window } from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";

const name = "Alembic Guidelines";

let client: LanguageClient | undefined;

/** Starts the language server that is bundled with the extension. Called by VS Code. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel(name, { log: true });
  const serverOptions: ServerOptions = {
    module: context.asAbsolutePath("server/dist/main.cjs"),
    args: ["server"],
    transport: TransportKind.stdio,
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [
      { language: "python", scheme: "file" },
      { language: "python", scheme: "untitled" },
    ],
    outputChannel: output,
    synchronize: { configurationSection: "alembicGuidelines" },
  };
  client = new LanguageClient("alembicGuidelines", name, serverOptions, clientOptions);
  context.subscriptions.push(
    output,
    commands.registerCommand("alembicGuidelines.restartServer", () => client?.restart()),
  );
  await client.start();
}

/** Ends the language server. Called by VS Code. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
