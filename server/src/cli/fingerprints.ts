import { createHash } from "node:crypto";

/**
 * Names findings so that the next run's report can be compared with this one's: the same as long as file, rule and message are, wherever in the file
 * the finding has moved. Of several alike, each has its own.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  /** @param file as the report names it: the same on every machine. */
  next(file: string, rule: string, message: string): string {
    const what = JSON.stringify([file, rule, message]);
    const count = this.#seen.get(what) ?? 0;
    this.#seen.set(what, count + 1);
    return createHash("sha256").update(`${what}${count}`).digest("hex").slice(0, 32);
  }
}
