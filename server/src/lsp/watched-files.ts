import { type Connection, DidChangeWatchedFilesNotification } from "vscode-languageserver/node";

/** Files that decide what is right in a migration: helper modules, Alembic's configuration, ours. */
const patterns = ["**/*.py", "**/alembic.ini", "**/pyproject.toml", "**/alembic-guidelines.toml"];

/** Asks the client to tell when such a file changes on disk. Rejects when it refuses. */
export async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: patterns.map((globPattern) => ({ globPattern })),
  });
}
