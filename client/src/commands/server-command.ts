import { commands, type Disposable, window } from "vscode";
import type { LanguageServer } from "../language-server/language-server.ts";

/**
 * Registers a command that needs the server. Where it fails, it says why, and what to do.
 * @param name without the extension's own.
 */
export function registerServerCommand(
  server: LanguageServer,
  name: string,
  run: (...given: readonly unknown[]) => Promise<unknown>,
): Disposable {
  return commands.registerCommand(`alembicGuidelines.${name}`, async (...given: readonly unknown[]) => {
    // It may be called while the server starts.
    await server.settled;
    try {
      // Nothing is asked for in vain.
      server.runningClient();
      return await run(...given);
    } catch (error) {
      void explain(server, error);
      return undefined;
    }
  });
}

async function explain(server: LanguageServer, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  server.output.warn(message);
  const isDown = server.state.kind !== "running";
  const ways = isDown ? ["Restart Server", "Show Output"] : [];
  const chosen = await window.showWarningMessage(message, ...ways);
  if (chosen === "Restart Server") await commands.executeCommand("alembicGuidelines.restartServer");
  if (chosen === "Show Output") await commands.executeCommand("alembicGuidelines.showOutput");
}
