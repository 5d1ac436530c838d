import { type ChildProcess, fork } from "node:child_process";

/** Of what the server says before it ends, as much is kept. */
const KEPT_CHARACTERS = 2_000;

/** A process of the language server, and why it has ended. */
export class ServerProcess {
  readonly process: ChildProcess;
  readonly #ended: Promise<string>;
  #said = "";

  /** @param module the path of the server's program. It runs with the Node that VS Code brings. */
  constructor(module: string) {
    this.process = fork(module, ["server", "--stdio"], { silent: true });
    this.process.stderr?.on("data", (data: Buffer) => {
      this.#said = `${this.#said}${data.toString("utf8")}`.slice(-KEPT_CHARACTERS);
    });
    this.#ended = new Promise((resolve) => {
      this.process.once("error", (error) => resolve(error.message));
      this.process.once("close", (code, signal) => resolve(this.#reason(code, signal)));
    });
  }

  /** Why it has ended, in a few words, once it has. */
  ended(): Promise<string> {
    return this.#ended;
  }

  #reason(code: number | null, signal: NodeJS.Signals | null): string {
    const lines = this.#said.split("\n").map((line) => line.trim());
    const error = lines.findLast((line) => /^(\w*Error\b|FATAL ERROR)/.test(line));
    const end = signal === null ? `exit code ${code}` : `ended by ${signal}`;
    return error === undefined ? end : `${error} (${end})`;
  }
}
