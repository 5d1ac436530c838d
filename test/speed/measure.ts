/** The value below which the share `part` (0 to 1) of the samples lies. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Runs `work` and gives the time it took, in milliseconds. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The time that the processors spend on `work`, in milliseconds: what else the machine does hardly counts. */
export function spent(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A line of the report: what was measured, and the figures. */
export function row(what: string, ...figures: readonly string[]): string {
  return `${what.padEnd(46)} ${figures.join("  ")}`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** The best time of each of several pieces of work, over rounds in which each is done once. */
export class BestTimes {
  readonly #best: Float64Array;

  constructor(count: number) {
    this.#best = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  }

  note(index: number, time: number): void {
    this.#best[index] = Math.min(this.of(index), time);
  }

  of(index: number): number {
    return this.#best[index] ?? Number.POSITIVE_INFINITY;
  }

  get total(): number {
    return this.#best.reduce((sum, time) => sum + time, 0);
  }
}
