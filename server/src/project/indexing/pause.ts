import { setImmediate } from "node:timers/promises";

/** How long work goes on before whatever else is waiting comes in, in milliseconds. */
const SLICE_MS = 15;

/** Lets a long work step aside again and again. */
export class Pause {
  #since = now();

  /** To be awaited between two steps of the work. */
  async whenDue(): Promise<void> {
    if (now() - this.#since < SLICE_MS) return;
    await setImmediate();
    this.#since = now();
  }
}

/** In milliseconds. Node.js would first have to load what `performance` is a part of. */
function now(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}
