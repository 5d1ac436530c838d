import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Debian's own Python, which has Debian's Alembic; the `python3` of the PATH may be another. */
export const debianPython = "/usr/bin/python3";

export interface DriverError {
  /** The class: of psycopg2's error where there is one (`InFailedSqlTransaction`), else of the exception (`NameError`). */
  readonly type: string;
  readonly sqlstate: string | null;
  readonly message: string;
  readonly statement: string | null;
}

export interface Outcome {
  readonly error: DriverError | null;
  /** What the command printed; of `offline` and `render`, the SQL script. */
  readonly output: string;
  readonly rows: readonly (readonly unknown[])[];
  /** Every error that PostgreSQL gave during the run, in order, those that the migration swallowed included. */
  readonly databaseErrors: readonly DriverError[];
}

/** The environments that `alembic init` can make: for a synchronous or an asynchronous driver. */
export type Template = "generic" | "async";

export type Request =
  | { readonly action: "init"; readonly project: string; readonly directory: string; readonly template: Template }
  | {
      readonly action: "upgrade" | "downgrade" | "stamp" | "offline";
      readonly project: string;
      readonly url: string;
      readonly revision: string;
    }
  | { readonly action: "render"; readonly source: string }
  | { readonly action: "execute"; readonly url: string; readonly sql: string };

interface Answer {
  readonly ok: boolean;
  readonly error?: DriverError;
  readonly output?: string;
  readonly rows?: unknown[][];
  readonly databaseErrors: DriverError[];
}

/** A long-lived Python process that runs Alembic and SQL, one request at a time. */
export class Driver {
  readonly #timeLimit: number;
  #process: ChildProcessWithoutNullStreams | null = null;
  #lines: AsyncIterator<string> | null = null;
  #stderr = "";

  /** @param timeLimit milliseconds that one request may take; then the process is killed and a new one serves the next. */
  constructor(timeLimit = 60_000) {
    this.#timeLimit = timeLimit;
  }

  /** Runs one request. @throws Error when it takes too long, or the process dies. */
  async run(request: Request): Promise<Outcome> {
    const { child, lines } = this.#start();
    child.stdin.write(`${JSON.stringify(request)}\n`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(resolve, this.#timeLimit, "late");
    });
    const line = await Promise.race([lines.next(), late]);
    clearTimeout(timer);
    if (line === "late" || line.done) {
      child.kill("SIGKILL");
      this.#process = null;
      const reason = line === "late" ? `took more than ${this.#timeLimit} ms` : `ended the driver: ${this.#stderr}`;
      throw new Error(`${JSON.stringify(request)} ${reason}`);
    }
    const answer: Answer = JSON.parse(line.value);
    return {
      error: answer.error ?? null,
      output: answer.output ?? "",
      rows: answer.rows ?? [],
      databaseErrors: answer.databaseErrors,
    };
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    this.#process = null;
    const ended = new Promise((exit) => child.once("exit", exit));
    child.stdin.end();
    await ended;
  }

  #start(): { child: ChildProcessWithoutNullStreams; lines: AsyncIterator<string> } {
    if (this.#process !== null && this.#lines !== null) return { child: this.#process, lines: this.#lines };
    // From here, and from a bundle two levels below the root as well.
    const script = join(import.meta.dirname, "../../test/database/driver.py");
    const child = spawn(debianPython, [script], { env: { ...process.env, PYTHONPATH: "" } });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.#stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-4000);
    });
    this.#process = child;
    this.#lines = lines;
    return { child, lines };
  }
}
