import {
  type CancellationToken,
  createConnection,
  DidChangeConfigurationNotification,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine } from "../engine.ts";
import { version } from "../version.ts";
import { Checker } from "./checker.ts";
import { readClientFeatures } from "./client-features.ts";
import { CodeActions } from "./code-actions.ts";
import { DiagnosticsService } from "./diagnostics-service.ts";
import { EditorSettings } from "./editor-settings.ts";
import { OpenProject } from "./open-project.ts";
import { serverCapabilities } from "./server-capabilities.ts";
import { showError } from "./show-error.ts";
import { watchFiles } from "./watched-files.ts";

/** Other files change in bursts (a save, a checkout of another branch): one refresh answers them all. */
const REFRESH_DELAY_MS = 100;

/**
 * Starts the language server on standard input and output. The process ends when the client says `exit` or is gone.
 * @param engine may still be loading while the client says hello.
 */
export function startServer(engine: Promise<Engine>): void {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  const documents = new TextDocuments(TextDocument);
  const editorSettings = new EditorSettings(connection);
  const project = new OpenProject(documents);
  const checker = new Checker(engine, editorSettings, project, connection);
  const diagnostics = new DiagnosticsService(connection, documents, checker);
  const codeActions = new CodeActions(documents, checker, project);

  engine.catch((error: unknown) => {
    showError(connection, `nothing can be checked: ${error}`);
  });
  const report = (work: Promise<void>): void => {
    work.catch((error: unknown) => connection.console.error(`Diagnostics could not be brought up to date: ${error}`));
  };
  // One mistake of ours must not end what works.
  process.on("unhandledRejection", (reason) => connection.console.error(`Unexpected: ${reason}`));
  let refreshing: NodeJS.Timeout | null = null;
  const refreshSoon = (): void => {
    refreshing ??= setTimeout(() => {
      refreshing = null;
      project.invalidate();
      report(diagnostics.refresh());
    }, REFRESH_DELAY_MS);
  };
  const changed = (document: TextDocument): void => {
    if (project.hasAskedFor(document.uri)) refreshSoon();
  };

  connection.onInitialize(({ capabilities, initializationOptions }) => {
    const features = readClientFeatures(capabilities);
    editorSettings.start(features, initializationOptions);
    diagnostics.start(features);
    codeActions.start(features);
    connection.onInitialized(() => {
      if (features.registerFileWatchers) {
        watchFiles(connection).then(
          () => project.startKeeping(),
          (error: unknown) => connection.console.error(`Files are not watched: ${error}`),
        );
      }
      if (features.registerConfigurationChanges) {
        connection.client
          .register(DidChangeConfigurationNotification.type, { section: "alembicGuidelines" })
          .catch((error: unknown) => connection.console.error(`Settings are not watched: ${error}`));
      }
    });
    return { capabilities: serverCapabilities(features), serverInfo: { name: "Alembic Guidelines", version } };
  });

  documents.onDidChangeContent(({ document }) => {
    report(diagnostics.push(document));
    changed(document);
  });
  documents.onDidClose(({ document }) => {
    editorSettings.forget(document.uri);
    report(diagnostics.clear(document.uri));
    changed(document);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    editorSettings.change(settings);
    refreshSoon();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => project.hasAskedFor(uri))) refreshSoon();
  });
  connection.languages.diagnostics.on((params, token) => unlessCancelled(diagnostics.answer(params), token));
  connection.onCodeAction((params, token) => unlessCancelled(codeActions.list(params), token));
  connection.onCodeActionResolve((action, token) => unlessCancelled(codeActions.resolve(action), token));
  connection.onShutdown(() => {
    if (refreshing !== null) clearTimeout(refreshing);
  });

  documents.listen(connection);
  connection.listen();
}

/** An answer that the client no longer wants is not sent. */
async function unlessCancelled<Answer>(answer: Promise<Answer>, token: CancellationToken): Promise<Answer> {
  const result = await answer;
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
  return result;
}
