import { setImmediate } from "node:timers/promises";

/** How long work goes on before whatever else is waiting comes in, in milliseconds. */
const SLICE_MS = 15;

/** Lets a long work step aside again and again. */
export class Pause {
  #since = performance.now();

  /** To be awaited between two steps of the work. */
  async whenDue(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
