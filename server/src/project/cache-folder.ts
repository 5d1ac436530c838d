import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { digestOf, digestOfAll } from "./digest.ts";

/** What the files of a cache hold: what was read of an environment's scripts, what a run of the command line has found, or compiled code. */
export type CacheKind = "index" | "run" | "code";

/** The build's name and the content's digest, a line each, are shorter. */
const HEADER_BYTES = 200;
/** A cache that is used never again goes away, as does the oldest of too much. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;
const MAX_BYTES = 128 * 1024 * 1024;
/** The names of our files, and of those that a run which was cut short has left. The folder may hold others, since people may name any. */
const OWN_NAME = /^[0-9a-f]{40}\.(?:index|run|code)(?:\.[0-9a-f-]{36})?$/;

/**
 * A folder of data that can be found out anew. A file that another build has written, or that is damaged, counts as none. Runs at the same
 * time don't disturb each other: a file is written whole or not at all, and the last one stays.
 */
export class CacheFolder {
  readonly #folder: string;
  readonly #build: string;

  /** @param build tells builds of the engine apart: another one may find out something else. */
  constructor(folder: string, build: string) {
    this.#folder = folder;
    this.#build = build;
  }

  /** What `write` was given last under this key; null when there is nothing. */
  read(kind: CacheKind, key: string): unknown {
    const content = this.readBytes(kind, key);
    if (content === null) return null;
    try {
      const value: unknown = JSON.parse(content.toString());
      return value;
    } catch {
      return null;
    }
  }

  /** Keeps plain data. Where that fails, as on a full disk, nothing is kept. */
  write(kind: CacheKind, key: string, value: unknown): void {
    this.writeBytes(kind, key, Buffer.from(JSON.stringify(value)));
  }

  /** What `writeBytes` was given last under this key; null when there is nothing. */
  readBytes(kind: CacheKind, key: string): Buffer | null {
    const file = this.#file(kind, key);
    try {
      if (kind === "code" && !isOurs(file)) return null;
      const bytes = readFileSync(file);
      const [build = "", digest = ""] = bytes.toString("latin1", 0, HEADER_BYTES).split("\n", 2);
      const content = bytes.subarray(build.length + digest.length + 2);
      if (build !== this.#build || digest !== digestOf(content)) return null;
      markUsed(file);
      return content;
    } catch {
      return null;
    }
  }

  /** As `write`. */
  writeBytes(kind: CacheKind, key: string, content: Uint8Array): void {
    this.writePieces(kind, key, [content]);
  }

  /** As `writeBytes`, for what is not at hand in one piece. */
  writePieces(kind: CacheKind, key: string, pieces: readonly Uint8Array[]): void {
    const file = this.#file(kind, key);
    const temporary = `${file}.${randomUUID()}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeAll(temporary, [Buffer.from(`${this.#build}\n${digestOfAll(pieces)}\n`), ...pieces]);
      renameSync(temporary, file);
      this.#clear();
    } catch {
      forget(temporary);
    }
  }

  #file(kind: CacheKind, key: string): string {
    return join(this.#folder, `${createHash("sha1").update(key).digest("hex")}.${kind}`);
  }

  /** Takes away what is old, and the oldest where there is too much. */
  #clear(): void {
    const files = readdirSync(this.#folder).filter((name) => OWN_NAME.test(name));
    const known = files.flatMap((name) => {
      const path = join(this.#folder, name);
      // Another run may be clearing, too.
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined ? [] : [{ path, size: stats.size, used: stats.mtimeMs }];
    });
    let bytes = 0;
    for (const { path, size, used } of known.sort((a, b) => b.used - a.used)) {
      bytes += size;
      if (bytes > MAX_BYTES || Date.now() - used > MAX_AGE_MS) forget(path);
    }
  }
}

function writeAll(path: string, pieces: readonly Uint8Array[]): void {
  const file = openSync(path, "w");
  try {
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/** Whether this user has written it: nobody else's code is to run. */
function isOurs(file: string): boolean {
  return process.getuid === undefined || statSync(file).uid === process.getuid();
}

/** So that it is not taken for one that nobody needs. */
function markUsed(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Another run has just taken it away, or the folder is read-only.
  }
}

function forget(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where not even that is possible, nothing was written.
  }
}
