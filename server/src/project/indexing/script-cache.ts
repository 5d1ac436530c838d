import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { NodeName } from "../../history/graph/revision-node.ts";
import type { RevisionRecord } from "../../history/revision-record.ts";
import type { AlembicEnvironment } from "../environment.ts";
import { digestOf, type IndexedScript } from "./indexed-script.ts";

type Cached = Pick<AlembicEnvironment, "id" | "folder">;

/**
 * Keeps on disk what was read of revision scripts, one file for each environment. A file that another build has written, or that is
 * damaged, counts as none. Runs at the same time don't disturb each other: a file is written whole or not at all, and the last one stays.
 */
export class ScriptCache {
  readonly #folder: string;
  readonly #build: string;

  /** @param build tells builds of the engine apart: another one may read a script otherwise. */
  constructor(folder: string, build: string) {
    this.#folder = folder;
    this.#build = build;
  }

  /** What was kept of an environment's scripts, by absolute path. */
  load(environment: Cached): ReadonlyMap<string, IndexedScript> {
    const content = this.#read(environment);
    if (content === null) return new Map();
    return new Map(content.map((stored) => restored(stored, environment.folder)));
  }

  /** Keeps what was read of an environment's scripts. Where that fails, as on a full disk, nothing is kept. */
  store(environment: Cached, scripts: ReadonlyMap<string, IndexedScript>): void {
    const { folder } = environment;
    const content = JSON.stringify([...scripts].map(([path, script]) => toBeStored(path, script, folder)));
    const file = this.#file(environment);
    const temporary = `${file}.${randomUUID()}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(temporary, `${this.#build}\n${digestOf(content)}\n${content}`);
      renameSync(temporary, file);
    } catch {
      forget(temporary);
    }
  }

  #read(environment: Cached): readonly StoredScript[] | null {
    try {
      const text = readFileSync(this.#file(environment), "utf8");
      const [build = "", digest = ""] = text.split("\n", 2);
      const content = text.slice(build.length + digest.length + 2);
      if (build !== this.#build || digest !== digestOf(content)) return null;
      const stored: unknown = JSON.parse(content);
      return isStored(stored) ? stored : null;
    } catch {
      return null;
    }
  }

  #file({ id }: Cached): string {
    return join(this.#folder, `${createHash("sha1").update(id).digest("hex")}.index`);
  }
}

function forget(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where not even that is possible, nothing was written.
  }
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

function withPath({ node, ...rest }: RevisionRecord, path: string): RevisionRecord {
  const named = (name: NodeName): NodeName => ({ ...name, place: { ...name.place, path } });
  const { id, downRevisions, dependsOn, branchLabels } = node;
  return {
    ...rest,
    node: {
      ...node,
      path,
      id: named(id),
      downRevisions: downRevisions?.map(named) ?? null,
      dependsOn: dependsOn?.map(named) ?? null,
      branchLabels: branchLabels?.map(named) ?? null,
    },
  };
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
