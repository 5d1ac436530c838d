import { commands, type ExtensionContext, window } from "vscode";
import { features } from "./features.ts";
import { LanguageServer } from "./language-server.ts";

let server: LanguageServer | undefined;

/** Starts the language server that is bundled with the extension, and what shows its answers. Called by VS Code. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Alembic Guidelines", { log: true });
  server = new LanguageServer(context.asAbsolutePath("server/dist/main.cjs"), output);
  context.subscriptions.push(server);
  for (const feature of features) context.subscriptions.push(feature(server, context));
  const started = server.restart();
  // Views show up only where the extension has something to show.
  await commands.executeCommand("setContext", "alembicGuidelines.active", true);
  await started;
}

/** Ends the language server. Called by VS Code. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
