import { commands, type ExtensionContext, window } from "vscode";
import { features } from "./features.ts";
import { clientOptions } from "./language-server/client-options.ts";
import { LanguageServer } from "./language-server/language-server.ts";

let server: LanguageServer | undefined;

/** Starts the language server that is bundled with the extension, and what shows its answers. Called by VS Code. */
export function activate(context: ExtensionContext): void {
  const output = window.createOutputChannel("Alembic Guidelines", { log: true });
  server = new LanguageServer(context.asAbsolutePath("server/dist/main.cjs"), output, clientOptions);
  context.subscriptions.push(server);
  for (const feature of features) context.subscriptions.push(feature(server, context));
  // Views show up only where the extension has something to show.
  void commands.executeCommand("setContext", "alembicGuidelines.active", true);
  // VS Code need not wait for it.
  void server.restart();
}

/** Ends the language server. Called by VS Code. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
