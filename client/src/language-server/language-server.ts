import { Disposable, type Event, EventEmitter, type LogOutputChannel, type Uri } from "vscode";
import type { CloseHandlerResult, LanguageClient, LanguageClientOptions, State } from "vscode-languageclient/node";
import { BackOff } from "./back-off.ts";
import { namesClientCommands } from "./client-commands.ts";
import { executeLong } from "./long-command.ts";
import { namesServerNotifications } from "./server-notifications.ts";
import { ServerProcess } from "./server-process.ts";

type Library = typeof import("vscode-languageclient/node");

/** What the server is doing. */
export type ServerState =
  | { readonly kind: "starting" | "running" | "stopped" }
  /** It has ended by itself; null for when it is started again where it is not. */
  | { readonly kind: "crashed"; readonly reason: string; readonly restartsIn: number | null };

/** The language server's process, and what is said to it. */
export class LanguageServer implements Disposable {
  readonly output: LogOutputChannel;
  readonly #module: string;
  readonly #options: (onCheck: (uri: Uri) => void) => LanguageClientOptions;
  readonly #stateChange = new EventEmitter<ServerState>();
  readonly #check = new EventEmitter<Uri>();
  readonly #backOff = new BackOff();
  readonly #listeners = new Map<string, () => void>();
  #client: LanguageClient | null = null;
  #process: ServerProcess | null = null;
  #state: ServerState = { kind: "stopped" };
  /** Ends when the last start or stop has. */
  #settled: Promise<void> = Promise.resolve();
  /** It is gone, and not yet known why. */
  #isClosing = false;
  /** Ends the wait before a restart. */
  #wake: (() => void) | null = null;

  /**
   * @param module the path of the server's program.
   * @param options asked for at each start; they call `onCheck` with the address of a document whose findings have come.
   */
  constructor(
    module: string,
    output: LogOutputChannel,
    options: (onCheck: (uri: Uri) => void) => LanguageClientOptions,
  ) {
    this.#module = module;
    this.output = output;
    this.#options = options;
  }

  /** Fires with each new state. */
  get onDidChangeState(): Event<ServerState> {
    return this.#stateChange.event;
  }

  /** Fires with the address of a document when it has been checked. */
  get onDidCheck(): Event<Uri> {
    return this.#check.event;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** The client of a running server; null while there is none. */
  get client(): LanguageClient | null {
    return this.#state.kind === "running" ? this.#client : null;
  }

  /** @throws Error that tells the user what to do, where the server is not running. */
  runningClient(): LanguageClient {
    const { client } = this;
    if (client === null) throw new Error(this.trouble ?? "The language server is starting: try again in a moment.");
    return client;
  }

  /** Why there are no answers, and what to do; null while it runs or starts. */
  get trouble(): string | null {
    const state = this.#state;
    if (state.kind === "running" || state.kind === "starting") return null;
    return state.kind === "crashed" && state.restartsIn !== null
      ? "The language server has ended, and is started again in a moment."
      : 'The language server is not running: run "Alembic Guidelines: Restart Server". Its output says why it ended.';
  }

  /** The process id of the server, running or not; null before the first start. */
  get pid(): number | null {
    return this.#process?.process.pid ?? null;
  }

  /** Done when the server has started, or failed to, and when it has ended. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** Listens to a notification of the server's own, whichever server sends it: one listener each, before the first start. */
  onNotification(method: string, listener: () => void): Disposable {
    this.#listeners.set(method, listener);
    return new Disposable(() => this.#listeners.delete(method));
  }

  /** Starts the server; one that runs is ended first. */
  restart(): Promise<void> {
    this.#backOff.forget();
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
    return this.runningClient().sendRequest("workspace/executeCommand", { command, arguments: [...given] });
  }

  /** The same for a long one: its progress is shown, and it can be cancelled. The server then gives what it has so far. */
  executeLong(title: string, command: string, ...given: readonly unknown[]): Promise<unknown> {
    return executeLong(this.runningClient(), title, command, given);
  }

  dispose(): void {
    this.#stateChange.dispose();
    this.#check.dispose();
    this.output.dispose();
  }

  /** Starts with a new client, since one that failed to start can't be started again. */
  async #start(): Promise<void> {
    // VS Code is told that the extension is active before the library is loaded, which takes longer than all the rest.
    await new Promise((resolve) => setImmediate(resolve));
    const library = await import("vscode-languageclient/node");
    const client: LanguageClient = quietClient(
      library,
      "alembicGuidelines",
      "Alembic Guidelines",
      async () => {
        this.#process = new ServerProcess(this.#module);
        return this.#process.process;
      },
      {
        ...this.#options((uri) => this.#check.fire(uri)),
        outputChannel: this.output,
        // Without it, a message of its own is shown.
        initializationFailedHandler: () => false,
        errorHandler: {
          // What can't be read or written ends the process sooner or later; then there is a reason to tell.
          error: () => ({ action: library.ErrorAction.Continue, handled: true }),
          closed: () => this.#closed(client, library),
        },
      },
    );
    this.#client = client;
    client.registerFeature(namesClientCommands);
    client.registerFeature(namesServerNotifications);
    for (const method of this.#listeners.keys()) client.onNotification(method, () => this.#listeners.get(method)?.());
    client.onDidChangeState(({ newState }) => {
      const kind = kindOf(newState, library);
      if (this.#client !== client || (this.#state.kind === "crashed" && kind === "stopped")) return;
      this.#become({ kind });
    });
    try {
      await client.start();
    } catch (error) {
      // The end of its process is told where it is noticed. The command to restart must stay.
      if (this.#isClosing || this.#client !== client) return;
      this.#become({ kind: "crashed", reason: messageOf(error), restartsIn: null });
    }
  }

  /** Called when the connection is gone though nobody has ended it. */
  async #closed(client: LanguageClient, { CloseAction }: Library): Promise<CloseHandlerResult> {
    this.#isClosing = true;
    const reason = (await this.#process?.ended()) ?? "it could not be started";
    this.#isClosing = false;
    const stays: CloseHandlerResult = { action: CloseAction.DoNotRestart, handled: true };
    if (this.#client !== client) return { ...stays, message: `The server has ended: ${reason}` };
    const restartsIn = this.#backOff.next(Date.now());
    this.#become({ kind: "crashed", reason, restartsIn });
    if (restartsIn === null) return { ...stays, message: `The server has ended too often: ${reason}` };
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restartsIn);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
    if (this.#client !== client) return stays;
    return {
      action: CloseAction.Restart,
      handled: true,
      message: `The server has ended: ${reason}. It is started again.`,
    };
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    const crashed = this.#state.kind === "crashed";
    this.#client = null;
    this.#wake?.();
    this.#become({ kind: "stopped" });
    // There is nobody to say goodbye to.
    if (crashed) return;
    try {
      if (client?.needsStop()) await client.stop();
    } catch (error) {
      client?.error("The server did not end in time", error);
    }
  }

  #become(state: ServerState): void {
    this.#state = state;
    this.#stateChange.fire(state);
  }
}

/** A client that writes to the output what goes wrong, and shows nothing: it is told once, with its reason, by who hears of the state. */
function quietClient({ LanguageClient: Client }: Library, ...given: ConstructorParameters<Library["LanguageClient"]>) {
  return new (class extends Client {
    override error(message: string, data?: unknown): void {
      super.error(message, data, false);
    }
  })(...given);
}

function kindOf(state: State, { State }: Library): "starting" | "running" | "stopped" {
  if (state === State.Running) return "running";
  return state === State.Starting ? "starting" : "stopped";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
