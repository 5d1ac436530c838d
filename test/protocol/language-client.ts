import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ApplyWorkspaceEditParams,
  ApplyWorkspaceEditRequest,
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  ExitNotification,
  FileChangeType,
  type FileEvent,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  RegistrationRequest,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShutdownRequest,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver-protocol/node";
import { bundle } from "./bundle.ts";

/** What VS Code says it can do, as far as the server looks at it. */
export const modern: ClientCapabilities = {
  textDocument: {
    diagnostic: { codeDescriptionSupport: true, relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
  },
  workspace: {
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create", "rename", "delete"],
      changeAnnotationSupport: {},
      snippetEditSupport: true,
    },
    applyEdit: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    configuration: true,
  },
  window: { showDocument: { support: true } },
  experimental: { commands: { commands: ["alembicGuidelines.showRule"] } },
};

/** A client that can do only what every client can. */
export const plain: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

/** A language client as an editor has one, on a server process of its own. */
export class LanguageClient {
  readonly #process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly registrations: Registration[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  readonly shown: string[] = [];
  readonly logged: string[] = [];
  /** The edits that the server has asked for. */
  readonly edits: ApplyWorkspaceEditParams[] = [];
  /** Its user wants them. */
  wantsEdits = true;
  /** What the server has had shown in an editor. */
  readonly documentsShown: string[] = [];
  /** What the editor's settings say in the section asked for, maybe later. */
  settings: unknown = null;
  /** The same for what lies in a folder, by its URI. */
  readonly folderSettings = new Map<string, unknown>();
  refreshes = 0;
  /** It asks for diagnostics; else they are pushed. */
  pulls = false;
  #versions = new Map<string, number>();
  #listeners = new Set<() => void>();

  constructor(program = bundle) {
    this.#process = spawn(process.execPath, [program, "server", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = this.#process;
    if (stdin === null || stdout === null) throw new Error("the server has no streams");
    this.connection = createProtocolConnection(stdout, stdin);
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registrations.push(...registrations);
      this.#notify();
    });
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      Promise.all(items.map(({ scopeUri = "" }) => this.#settingsFor(scopeUri))),
    );
    this.connection.onRequest(ApplyWorkspaceEditRequest.type, (params) => {
      this.edits.push(params);
      return { applied: this.wantsEdits };
    });
    this.connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++;
      this.#notify();
    });
    this.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
      this.documentsShown.push(uri);
      return { success: true };
    });
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      this.#notify();
    });
    this.connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.shown.push(message);
      this.#notify();
    });
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.logged.push(message);
      this.#notify();
    });
    this.connection.listen();
  }

  #settingsFor(uri: string): unknown {
    const folder = [...this.folderSettings.keys()].find((each) => `${uri}/`.startsWith(`${each}/`));
    return folder === undefined ? this.settings : this.folderSettings.get(folder);
  }

  /** The server's process. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Starts a server and says hello. */
  static async start(
    capabilities: ClientCapabilities,
    initializationOptions?: unknown,
    folders?: readonly string[],
  ): Promise<LanguageClient> {
    const client = new LanguageClient();
    await client.initialize(capabilities, initializationOptions, folders);
    return client;
  }

  /** @param folders absolute paths of the folders that are open. */
  async initialize(
    capabilities: ClientCapabilities,
    initializationOptions?: unknown,
    folders: readonly string[] = [],
  ): Promise<InitializeResult> {
    this.pulls = capabilities.textDocument?.diagnostic !== undefined;
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders.map((path) => ({ uri: pathToFileURL(path).href, name: basename(path) })),
      capabilities,
      initializationOptions,
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  /** Has the server carry out a command. */
  execute(command: string, ...given: readonly unknown[]): Promise<unknown> {
    return this.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...given] });
  }

  /** The same, with a token that cancels it. */
  executeUntil(token: CancellationToken, command: string, ...given: readonly unknown[]): Promise<unknown> {
    return this.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...given] }, token);
  }

  /** Ends the server as an editor does and gives its exit status; null when it had ended before, or had to be killed. */
  async stop(): Promise<number | null> {
    if (this.#process.exitCode !== null) return null;
    const ended = new Promise<number | null>((resolve) => this.#process.once("exit", resolve));
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), 10_000);
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const status = await ended;
    clearTimeout(timer);
    this.connection.dispose();
    return status;
  }

  /** The server's resident memory in bytes. */
  memory(): number {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", `${this.#process.pid}`], { encoding: "utf8" })) * 1024;
  }

  /** Opens a document under `path` (or a URI of another scheme) and gives its URI. */
  async open(path: string, text: string, languageId = "python", version = 1): Promise<string> {
    const uri = path.includes(":") ? path : pathToFileURL(path).href;
    this.#versions.set(uri, version);
    const textDocument = { uri, languageId, version, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    return uri;
  }

  /** Changes a document; a change without a range replaces the whole text. */
  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Tells the server that files have changed on disk. */
  async changeFiles(...paths: readonly string[]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: paths.map(
        (path): FileEvent => ({
          uri: pathToFileURL(path).href,
          type: existsSync(path) ? FileChangeType.Changed : FileChangeType.Deleted,
        }),
      ),
    });
  }

  async changeSettings(settings: unknown): Promise<void> {
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** Pulls the diagnostics of a document. */
  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri);
    if (report.kind !== "full") throw new Error("the report is not a full one");
    return report.items;
  }

  /** The last diagnostics pushed for a document, once there are some that `wanted` accepts. */
  async pushed(
    uri: string,
    wanted: (params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<PublishDiagnosticsParams> {
    const last = () => this.published.findLast((params) => params.uri === uri);
    await this.until(() => {
      const params = last();
      return params !== undefined && wanted(params);
    });
    const params = last();
    if (params === undefined) throw new Error("nothing was pushed");
    return params;
  }

  async codeActions(uri: string, range: Range, only?: string[]): Promise<readonly CodeAction[]> {
    const context = { diagnostics: [], ...(only === undefined ? {} : { only }) };
    const actions = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context,
    });
    return (actions ?? []).filter(
      (action): action is CodeAction => !("command" in action && typeof action.command === "string"),
    );
  }

  /** The code actions but those that show a rule's page or suppress findings, which are offered wherever there is one. */
  async fixes(uri: string, range: Range, only?: string[]): Promise<readonly CodeAction[]> {
    return (await this.codeActions(uri, range, only)).filter(
      ({ title }) => !/^(Disable|Show the page of) /.test(title),
    );
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** Waits until what the server has sent makes `condition` true. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
