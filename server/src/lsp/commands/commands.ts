import { type Connection, ErrorCodes, ResponseError, type ServerCapabilities } from "vscode-languageserver/node";
import type { ClientFeatures } from "../client-features.ts";
import type { LanguageFeature } from "../language-feature.ts";
import type { ServerParts } from "../language-features.ts";
import { serverCommands } from "./index.ts";

/** Carries out the commands of the list. */
export class Commands implements LanguageFeature {
  readonly #parts: ServerParts;
  #features: ClientFeatures | null = null;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  initialize(features: ClientFeatures): Partial<ServerCapabilities> {
    this.#features = features;
    const commands = serverCommands.map(({ name }) => name);
    return { executeCommandProvider: { commands, workDoneProgress: true } };
  }

  register(connection: Connection): void {
    connection.onExecuteCommand(({ command, arguments: given = [] }, token, progress) => {
      const known = serverCommands.find(({ name }) => name === command);
      const features = this.#features;
      if (features === null) throw new ResponseError(ErrorCodes.ServerNotInitialized, "The client has not said hello.");
      if (known === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`);
      return known.run(given, this.#parts, { progress, token, features });
    });
  }
}
