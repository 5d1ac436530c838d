import { readFileSync } from "node:fs";
import { digestOf } from "../project/digest.ts";
import { mayBeMigration } from "./may-be-migration.ts";

/** What a first look at a file shows. */
export interface FileLook {
  /** Null for a file that is no migration, whatever else it says, and for one that can't be read. */
  readonly bytes: Uint8Array | null;
  /** Tells the bytes of possible migrations apart: null for those of a file that is none; undefined where it can't be read. */
  readonly digest: string | null | undefined;
}

export function lookAt(path: string): FileLook {
  try {
    const bytes = readFileSync(path);
    const digest = migrationDigest(bytes);
    return { bytes: digest === null ? null : bytes, digest };
  } catch {
    return { bytes: null, digest: undefined };
  }
}

/** Tells the bytes of possible migrations apart; null for those of a file that is none. */
export function migrationDigest(bytes: Uint8Array): string | null {
  return mayBeMigration(bytes) ? digestOf(bytes) : null;
}
