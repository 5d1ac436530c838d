import { type Disposable, EventEmitter, type LogOutputChannel } from "vscode";
import { ExecuteCommandRequest, LanguageClient, State, TransportKind } from "vscode-languageclient/node";

/** The language server's process, and what is said to it. */
export class LanguageServer implements Disposable {
  readonly #module: string;
  readonly output: LogOutputChannel;
  readonly #stateChange = new EventEmitter<State>();
  #client: LanguageClient | null = null;
  #state = State.Stopped;
  /** Ends when the last start or stop has. */
  #settled: Promise<void> = Promise.resolve();

  /** @param module the path of the server's program. */
  constructor(module: string, output: LogOutputChannel) {
    this.#module = module;
    this.output = output;
  }

  /** Fires whenever the server has started, stopped, or is about to start. */
  readonly onDidChangeState = this.#stateChange.event;

  get state(): State {
    return this.#state;
  }

  /** The running client; null while there is none. */
  get client(): LanguageClient | null {
    return this.#state === State.Running ? this.#client : null;
  }

  /** Starts the server, or ends it first. */
  restart(): Promise<void> {
    // One after the other: two servers at a time would show every finding twice.
    this.#settled = this.#settled.then(() => this.#stop()).then(() => this.#start());
    return this.#settled;
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    await this.#settled;
    await this.#stop();
  }

  /**
   * Has the server carry out one of its commands.
   * @throws Error with the server's own words when it can't, and when it is not running.
   */
  execute(command: string, ...given: readonly unknown[]): Promise<unknown> {
    const { client } = this;
    if (client === null) throw new Error("The language server is not running.");
    return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...given] });
  }

  dispose(): void {
    this.#stateChange.dispose();
    this.output.dispose();
  }

  /** Starts with a new client, since one that failed to start can't be started again. */
  async #start(): Promise<void> {
    const client = new LanguageClient(
      "alembicGuidelines",
      "Alembic Guidelines",
      { module: this.#module, args: ["server"], transport: TransportKind.stdio },
      {
        documentSelector: [
          { language: "python", scheme: "file" },
          { language: "python", scheme: "untitled" },
          { scheme: "file", pattern: "**/pyproject.toml" },
          { scheme: "file", pattern: "**/alembic-guidelines.toml" },
        ],
        // Links of a hover that open a rule's page.
        markdown: { isTrusted: { enabledCommands: ["alembicGuidelines.showRule"] } },
        outputChannel: this.output,
      },
    );
    this.#client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.#client !== client) return;
      this.#state = newState;
      this.#stateChange.fire(newState);
    });
    try {
      await client.start();
    } catch {
      // The client has shown the error already; the command to restart must stay.
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    try {
      if (client?.needsStop()) await client.stop();
    } catch (error) {
      client?.error("The server did not end in time", error, false);
    }
  }
}
