import { type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver/node";

/** Shows the user what keeps us from working. A notification: a client need not be able to answer. */
export function showError(connection: Connection, problem: string): void {
  connection
    .sendNotification(ShowMessageNotification.type, {
      type: MessageType.Error,
      message: `Alembic Guidelines: ${problem}`,
    })
    // A client that is gone needs no message.
    .catch(() => {});
}
