import {
  type CancellationToken,
  createConnection,
  DidChangeConfigurationNotification,
  FileChangeType,
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
import { pathOf } from "./file-uris.ts";
import { OpenProject } from "./open-project.ts";
import { Refresher } from "./refresher.ts";
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
  const project = new OpenProject(documents, {
    onHistoryChange: () => pulls.soon([]),
    onError: (error) => connection.console.error(`The project's revisions could not be read: ${error}`),
  });
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
  const pulls = new Refresher(REFRESH_DELAY_MS, () => {
    if (documents.all().some((document) => checker.isOutdated(document))) report(diagnostics.refresh());
  });
  const refresher = new Refresher(REFRESH_DELAY_MS, (touched) => {
    project.invalidate(touched);
    report(diagnostics.refresh());
  });
  const mayMatter = (path: string): boolean => project.hasAskedFor(path) || project.isRevisionScript(path);

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
    const path = pathOf(document.uri);
    if (path !== null) project.noteFile(path, false);
    // What a revision says is taken in when it is checked.
    if (path !== null && project.hasAskedFor(path)) refresher.soon([path]);
  });
  documents.onDidClose(({ document }) => {
    editorSettings.forget(document.uri);
    report(diagnostics.clear(document.uri));
    const path = pathOf(document.uri);
    if (path === null) return;
    project.noteFile(path, false);
    if (mayMatter(path)) refresher.soon([path]);
  });
  documents.onDidSave(() => {
    // A client that tells of no files tells of these at least.
    if (!project.isWatched) refresher.soon(null);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    editorSettings.change(settings);
    refresher.soon([]);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) {
      const path = pathOf(uri);
      if (path !== null) project.noteFile(path, type === FileChangeType.Deleted);
    }
    const touched = changes.flatMap(({ uri }) => pathOf(uri) ?? []).filter(mayMatter);
    if (touched.length > 0) refresher.soon(touched);
  });
  connection.languages.diagnostics.on((params, token) => unlessCancelled(diagnostics.answer(params), token));
  connection.onCodeAction((params, token) => unlessCancelled(codeActions.list(params), token));
  connection.onCodeActionResolve((action, token) => unlessCancelled(codeActions.resolve(action), token));
  connection.onShutdown(() => {
    refresher.stop();
    pulls.stop();
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
