import type { Connection, WorkspaceEdit } from "vscode-languageserver/node";
import type { ClientFeatures } from "./client-features.ts";
import { failed } from "./commands/failed.ts";

/**
 * Has the client make an edit.
 * @param label what it is called where it can be undone.
 * @returns whether it was made: its user may have decided against it.
 * @throws ResponseError for a client that makes no edits.
 */
export async function applyEdit(
  edit: WorkspaceEdit,
  label: string,
  connection: Connection,
  { applyEdit: isAble }: ClientFeatures,
): Promise<boolean> {
  if (!isAble) throw failed("This editor makes no edits for a server. Use alembic-guidelines in a terminal.");
  return (await connection.workspace.applyEdit({ label, edit })).applied;
}
