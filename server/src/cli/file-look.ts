import { closeSync, openSync, readSync } from "node:fs";
import { digestOf } from "../project/digest.ts";
import { mayBeMigration } from "./may-be-migration.ts";

/** What a first look at a file shows. */
export interface FileLook {
  /** Null for a file that is no migration, whatever else it says, and for one that can't be read. */
  readonly bytes: Uint8Array | null;
  /** Tells the bytes of possible migrations apart: null for those of a file that is none; undefined where it can't be read. */
  readonly digest: string | null | undefined;
}

/** Looks at files, one after the other. */
export class FileLooker {
  /** Each file is read into the same place: room for each of thousands would keep the collector busy. */
  #place = Buffer.allocUnsafeSlow(1 << 18);

  look(path: string): FileLook {
    try {
      const read = this.#read(path);
      const digest = migrationDigest(read);
      return { bytes: digest === null ? null : Buffer.from(read), digest };
    } catch {
      return { bytes: null, digest: undefined };
    }
  }

  /** The file's bytes, until the next call. */
  #read(path: string): Uint8Array {
    const file = openSync(path, "r");
    try {
      for (let length = 0; ; ) {
        const read = readSync(file, this.#place, length, this.#place.length - length, null);
        if (read === 0) return this.#place.subarray(0, length);
        length += read;
        if (length === this.#place.length) this.#place = Buffer.concat([this.#place], 4 * length);
      }
    } finally {
      closeSync(file);
    }
  }
}

/** Tells the bytes of possible migrations apart; null for those of a file that is none. */
export function migrationDigest(bytes: Uint8Array): string | null {
  return mayBeMigration(bytes) ? digestOf(bytes) : null;
}
