import { relative, resolve } from "node:path";
import type { RevisionRecord } from "../../history/revision-record.ts";
import type { CacheFolder } from "../cache-folder.ts";
import { userCache } from "../cache-place.ts";
import type { AlembicEnvironment } from "../environment.ts";
import type { IndexedScript } from "./indexed-script.ts";
import { withPath } from "./script-text.ts";

type Cached = Pick<AlembicEnvironment, "id" | "folder">;

/** Keeps on disk what was read of revision scripts, for each environment. */
export class ScriptCache {
  readonly #cache: CacheFolder;

  constructor(cache: CacheFolder) {
    this.#cache = cache;
  }

  /** What was kept of an environment's scripts, by absolute path. */
  load({ id, folder }: Cached): ReadonlyMap<string, IndexedScript> {
    const stored = this.#cache.read("index", id);
    return new Map(isStored(stored) ? stored.map((script) => restored(script, folder)) : []);
  }

  /** Keeps what was read of an environment's scripts. */
  store({ id, folder }: Cached, scripts: ReadonlyMap<string, IndexedScript>): void {
    this.#cache.write(
      "index",
      id,
      [...scripts].map(([path, script]) => toBeStored(path, script, folder)),
    );
  }
}

/** What this user's cache has of scripts; null where there is no cache. */
export function userScripts(): ScriptCache | null {
  const cache = userCache();
  return cache === null ? null : new ScriptCache(cache);
}

/** Paths are left out where they are the script's own. */
type StoredScript = readonly [
  path: string,
  digest: string,
  modules: IndexedScript["modules"],
  record: RevisionRecord | null,
  nameless: boolean,
];

function toBeStored(
  path: string,
  { digest, modules, record, nameless = false }: IndexedScript,
  folder: string,
): StoredScript {
  return [relative(folder, path), digest, modules, record === null ? null : withPath(record, ""), nameless];
}

function restored(stored: StoredScript, folder: string): readonly [path: string, script: IndexedScript] {
  const [way, digest, modules, record, nameless] = stored;
  const path = resolve(folder, way);
  return [path, { digest, modules, record: record === null ? null : withPath(record, path), nameless }];
}

/** Its own digest has shown that the content is what we have written. */
function isStored(value: unknown): value is readonly StoredScript[] {
  return (
    Array.isArray(value) &&
    value.every(
      (entry: unknown) =>
        Array.isArray(entry) && entry.length === 5 && typeof entry[0] === "string" && typeof entry[1] === "string",
    )
  );
}
