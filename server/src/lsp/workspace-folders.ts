import type { Connection, InitializeParams, ServerCapabilities } from "vscode-languageserver/node";
import { pathOf } from "./file-uris.ts";

/** The folders that are open in the editor. */
export class WorkspaceFolders {
  #uris: readonly string[] = [];

  /** Takes what the client says at `initialize`: folders, or the one that older clients name. */
  start({ workspaceFolders, rootUri }: InitializeParams): Partial<ServerCapabilities> {
    this.#uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
    return { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } };
  }

  /** Follows what is opened and closed. @param onChange called after each change. */
  follow(connection: Connection, onChange: () => void): void {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      this.#uris = [...this.#uris.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      onChange();
    });
  }

  /** Absolute paths, in the editor's order. */
  get paths(): readonly string[] {
    return this.#uris.flatMap((uri) => pathOf(uri) ?? []);
  }
}
