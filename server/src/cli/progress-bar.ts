import type { SingleBar } from "cli-progress";
import type { Progress } from "../project/indexing/progress.ts";

/** Work that is done sooner, in milliseconds, needs no bar. */
const patience = 1000;

/** A bar on a terminal, which comes when the work has taken a second, and leaves nothing behind. */
export class ProgressBar implements Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #start = performance.now();
  #what = "";
  #total = 0;
  #done = 0;
  #bar: SingleBar | null = null;
  #makeBar: (() => SingleBar) | null = null;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    void import("cli-progress").then(({ SingleBar }) => {
      this.#makeBar = () =>
        new SingleBar({
          stream: this.#stream,
          format: "{what} {bar} {value}/{total}",
          barCompleteChar: "█",
          barIncompleteChar: "░",
          barsize: 30,
          clearOnComplete: true,
          hideCursor: true,
        });
    });
  }

  begin(what: string, total: number): void {
    this.end();
    this.#what = what;
    this.#total = total;
    this.#done = 0;
  }

  step(): void {
    this.#done += 1;
    if (this.#bar !== null) {
      this.#bar.update(this.#done);
    } else if (this.#makeBar !== null && performance.now() - this.#start >= patience) {
      this.#bar = this.#makeBar();
      this.#bar.start(this.#total, this.#done, { what: this.#what });
    }
  }

  end(): void {
    this.#bar?.stop();
    this.#bar = null;
  }
}
