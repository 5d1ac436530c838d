import { type Connection, ErrorCodes, ResponseError, type ServerCapabilities } from "vscode-languageserver/node";
import type { LanguageFeature } from "../language-feature.ts";
import type { ServerParts } from "../language-features.ts";
import { serverCommands } from "./index.ts";

/** Carries out the commands of the list. */
export class Commands implements LanguageFeature {
  readonly #parts: ServerParts;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  initialize(): Partial<ServerCapabilities> {
    const commands = serverCommands.map(({ name }) => name);
    return { executeCommandProvider: { commands, workDoneProgress: true } };
  }

  register(connection: Connection): void {
    connection.onExecuteCommand(({ command, arguments: given = [] }, token, progress) => {
      const known = serverCommands.find(({ name }) => name === command);
      if (known === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`);
      return known.run(given, this.#parts, { progress, token });
    });
  }
}
