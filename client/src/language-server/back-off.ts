const PERIOD_MS = 180_000;
const DELAYS_MS = [0, 1_000, 4_000, 16_000] as const;

/** Decides how long to wait before a server that has ended by itself is started again. */
export class BackOff {
  #ends: readonly number[] = [];

  /**
   * Notes that the server has ended.
   * @param now in milliseconds.
   * @returns how many milliseconds to wait; null when it has ended so often within three minutes that it would again.
   */
  next(now: number): number | null {
    this.#ends = [...this.#ends.filter((end) => now - end < PERIOD_MS), now];
    return DELAYS_MS[this.#ends.length - 1] ?? null;
  }

  /** Forgets the ends so far: somebody has asked for a new start. */
  forget(): void {
    this.#ends = [];
  }
}
