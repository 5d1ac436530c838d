import { ErrorCodes, Location, ResponseError } from "vscode-languageserver/node";
import { OPEN_REVISION_COMMAND } from "../protocol/revisions.ts";
import type { ServerCommand } from "./server-command.ts";

/** Opens a place of a script in the editor: what a code lens names, in every editor that can be asked to show a document. */
export const openRevision: ServerCommand = {
  name: OPEN_REVISION_COMMAND,
  async run([place], { connection }): Promise<null> {
    if (!Location.is(place)) throw new ResponseError(ErrorCodes.InvalidParams, "What is to be opened is no place.");
    await connection.window.showDocument({ uri: place.uri, selection: place.range, takeFocus: true });
    return null;
  },
};
