import {
  createConnection,
  DidChangeConfigurationNotification,
  FileChangeType,
  PositionEncodingKind,
  ProposedFeatures,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine } from "../engine.ts";
import { version } from "../version.ts";
import { Checker } from "./checker.ts";
import { readClientFeatures } from "./client-features.ts";
import { DiagnosticsService } from "./diagnostics-service.ts";
import { EditorSettings } from "./editor-settings.ts";
import { pathOf } from "./file-uris.ts";
import { languageFeatures } from "./language-features.ts";
import { OpenProject } from "./open-project.ts";
import { Refresher } from "./refresher.ts";
import { showError } from "./show-error.ts";
import { watchFiles } from "./watched-files.ts";
import { WorkspaceFolders } from "./workspace-folders.ts";

/** Other files change in bursts (a save, a checkout of another branch): one refresh answers them all. */
const REFRESH_DELAY_MS = 100;

const documentSync: ServerCapabilities = {
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
};

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
  const folders = new WorkspaceFolders();
  const languages = languageFeatures({ connection, documents, engine, project, folders, checker, diagnostics });

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
    for (const feature of languages) feature.historyChanged?.();
  });
  const refresher = new Refresher(REFRESH_DELAY_MS, (touched) => {
    project.invalidate(touched);
    report(diagnostics.refresh());
    for (const feature of languages) feature.surroundingsChanged?.();
  });
  const mayMatter = (path: string): boolean => project.hasAskedFor(path) || project.isRevisionScript(path);

  connection.onInitialize((params) => {
    const features = readClientFeatures(params.capabilities);
    editorSettings.start(features, params.initializationOptions);
    const offered = languages.map((feature) => feature.initialize(features));
    connection.onInitialized(() => {
      if (features.workspaceFolders) folders.follow(connection, () => refresher.soon([]));
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
    const capabilities = Object.assign({}, documentSync, folders.start(params), ...offered);
    return { capabilities, serverInfo: { name: "Alembic Guidelines", version } };
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
  connection.onShutdown(() => {
    refresher.stop();
    pulls.stop();
  });

  for (const feature of languages) feature.register(connection);
  documents.listen(connection);
  connection.listen();
}
