import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { IndexedScript } from "./indexed-script.ts";
import { scriptFromText } from "./script-text.ts";

/** A thread costs as much to start as reading about this many scripts. */
const WORTH_A_THREAD = 150;
const CHUNK = 25;
/** Chunks that the thread has been sent: while the calling thread reads, it takes no answer, and the other one must not wait for it. */
const AHEAD = 3;
/** Of the thread's young objects, in MB: it has no use for the 48 that V8 would take. */
const YOUNG_GENERATION = 12;

/** What a thread has read, by path, as `scriptText` has it; a script that it could not read is left out. */
export type ChunkAnswer = ReadonlyMap<string, string>;

/** Reads many scripts in another thread. */
export class ScriptReaders {
  readonly #program: string;
  readonly #alongside: boolean;

  /**
   * @param program the bundle, which runs `serveThread` when it is started as a thread.
   * @param alongside the calling thread has nothing better to do than to read its share.
   */
  constructor(program: string, alongside: boolean) {
    this.#program = program;
    this.#alongside = alongside;
  }

  /** Starts to read; null where so few are read sooner without. */
  start(paths: readonly string[]): ReadingElsewhere | null {
    return paths.length < WORTH_A_THREAD ? null : new ReadingElsewhere(this.#program, paths, this.#alongside);
  }
}

/** Scripts that another thread is reading: from the last one on where the calling thread reads from the first one on. */
export class ReadingElsewhere {
  readonly #worker: Worker;
  readonly #chunks = new Map<string, Chunk>();
  readonly #queue: Chunk[] = [];
  /** What the thread has been sent and has not answered. */
  readonly #sent: Chunk[] = [];
  readonly #alongside: boolean;

  constructor(program: string, paths: readonly string[], alongside: boolean) {
    for (let start = 0; start < paths.length; start += CHUNK) {
      const chunk = new Chunk(paths.slice(start, start + CHUNK));
      this.#queue.push(chunk);
      for (const path of chunk.paths) this.#chunks.set(path, chunk);
    }
    this.#alongside = alongside;
    this.#worker = new Worker(program, {
      argv: ["read-scripts"],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
    });
    // Whoever waits is told to read for himself.
    this.#worker.on("error", () => this.#giveUp());
    this.#worker.once("exit", () => this.#giveUp());
    this.#worker.on("message", (answer: ChunkAnswer) => {
      this.#sent.shift()?.settle(answer);
      this.#send();
    });
    for (let ahead = 0; ahead < AHEAD; ahead++) this.#send();
  }

  /** What the other thread has read at `path`; null where the caller has to read it. */
  async take(path: string): Promise<IndexedScript | null> {
    const chunk = this.#chunks.get(path);
    if (chunk === undefined) return null;
    const waiting = this.#queue.indexOf(chunk);
    if (this.#alongside && waiting !== -1) {
      this.#queue.splice(waiting, 1);
      chunk.settle(new Map());
    }
    const text = (await chunk.answer).get(path);
    // Each is asked for once.
    this.#chunks.delete(path);
    return text === undefined ? null : scriptFromText(text, path);
  }

  /** Ends the other thread. */
  stop(): void {
    this.#giveUp();
    void this.#worker.terminate();
  }

  /** Sends the next chunk. The thread answers in the order in which it is sent them. */
  #send(): void {
    const chunk = this.#alongside ? this.#queue.pop() : this.#queue.shift();
    if (chunk === undefined) return;
    this.#sent.push(chunk);
    this.#worker.postMessage(chunk.paths);
  }

  #giveUp(): void {
    this.#queue.length = 0;
    for (const chunk of this.#chunks.values()) chunk.settle(new Map());
  }
}

class Chunk {
  readonly paths: readonly string[];
  readonly answer: Promise<ChunkAnswer>;
  settle: (answer: ChunkAnswer) => void = () => {};

  constructor(paths: readonly string[]) {
    this.paths = paths;
    this.answer = new Promise((resolve) => {
      this.settle = resolve;
    });
  }
}

/** Threads that run this program's own bundle; null when it runs from source. @param alongside as for `ScriptReaders`. */
export function otherThreads(alongside: boolean): ScriptReaders | null {
  const build = process.env.ALEMBIC_GUIDELINES_BUILD;
  if (build === undefined || availableParallelism() < 2) return null;
  return new ScriptReaders(join(import.meta.dirname, "main.cjs"), alongside);
}
