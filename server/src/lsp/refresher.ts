/** Gathers what changes in a burst (a save, a checkout of another branch), and answers it once. */
export class Refresher {
  readonly #delayMs: number;
  readonly #refresh: (touched: ReadonlySet<string> | null) => void;
  #timer: NodeJS.Timeout | null = null;
  #touched: Set<string> | null = new Set();

  /** @param refresh is given the files that have changed; null where it can't be known which. */
  constructor(delayMs: number, refresh: (touched: ReadonlySet<string> | null) => void) {
    this.#delayMs = delayMs;
    this.#refresh = refresh;
  }

  /** Answers a change soon, with whatever comes until then. @param touched absolute paths; null where it can't be known. */
  soon(touched: readonly string[] | null): void {
    if (touched === null) this.#touched = null;
    else for (const path of touched) this.#touched?.add(path);
    this.#timer ??= setTimeout(() => {
      const all = this.#touched;
      this.#timer = null;
      this.#touched = new Set();
      this.#refresh(all);
    }, this.#delayMs);
  }

  /** Leaves the last changes unanswered. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
