import { commands, Disposable } from "vscode";
import type { Feature } from "../features.ts";

/** The commands about the server itself. */
export const serverCommands: Feature = (server) =>
  Disposable.from(
    commands.registerCommand("alembicGuidelines.restartServer", () => server.restart()),
    commands.registerCommand("alembicGuidelines.showOutput", () => server.output.show()),
  );
