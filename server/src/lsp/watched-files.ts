import { type Connection, DidChangeWatchedFilesNotification } from "vscode-languageserver/node";

/** Files that decide what is right in a migration: the project's modules, `env.py`, its template, configurations, and what tells versions. */
const patterns = [
  "**/*.py",
  "**/script.py.mako",
  "**/*.ini",
  "**/pyproject.toml",
  "**/alembic-guidelines.toml",
  "**/{uv,poetry,pdm}.lock",
  "**/requirements*.txt",
  "**/requirements/*.txt",
  "**/{alembic,sqlalchemy,SQLAlchemy}-*.dist-info",
];

/** Asks the client to tell when such a file changes on disk. Rejects when it refuses. */
export async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: patterns.map((globPattern) => ({ globPattern })),
  });
}
