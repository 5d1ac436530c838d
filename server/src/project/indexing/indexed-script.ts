import type { Engine, ModuleSource } from "../../engine.ts";
import { type RevisionRecord, recordRevision } from "../../history/revision-record.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { digestOf } from "../digest.ts";

/** A file read as a migration, with what the reading rests on. */
export interface ScriptReading {
  readonly text: string;
  /** Null for a file that is no migration. */
  readonly script: MigrationScript | null;
  /** The modules of the project that were looked into meanwhile. */
  readonly modules: readonly ModuleDigest[];
}

/** A module's dotted name and the digest of its text; null for one that was not there. */
export type ModuleDigest = readonly [module: string, digest: string | null];

/** What the index keeps of a file in a folder of revision scripts. */
export interface IndexedScript {
  /** Of the text that it was read from. */
  readonly digest: string;
  readonly modules: readonly ModuleDigest[];
  /** Null for a file that is no migration, or whose revision id can't be known. */
  readonly record: RevisionRecord | null;
  /** A migration whose revision id can't be known: any other script may follow it. */
  readonly nameless?: boolean;
}

/**
 * Reads a text as a migration.
 * @param inVersionsFolder as for `Engine.read`.
 * @param sourceOf gives the text of a module that it imports from the project.
 */
export function readScript(
  text: string,
  inVersionsFolder: boolean,
  engine: Pick<Engine, "read">,
  sourceOf: ModuleSource,
): ScriptReading {
  const modules = new Map<string, string | null>();
  const script = engine.read(text, inVersionsFolder, (module) => {
    const source = sourceOf(module);
    modules.set(module, source === null ? null : digestOf(source));
    return source;
  });
  return { text, script, modules: [...modules] };
}

/** What the index keeps of the file at `path` (absolute). */
export function indexedScript(path: string, { text, script, modules }: ScriptReading): IndexedScript {
  const record = script === null ? null : recordRevision(script, path);
  return { digest: digestOf(text), modules, record, nameless: script !== null && record === null };
}

/** Gives modules' digests, each found out once. */
export function moduleDigests(sourceOf: ModuleSource): (module: string) => string | null {
  const known = new Map<string, string | null>();
  return (module) => {
    const present = known.get(module);
    if (present !== undefined) return present;
    const source = sourceOf(module);
    const digest = source === null ? null : digestOf(source);
    known.set(module, digest);
    return digest;
  };
}

/** Whether the modules that something was read with are still the same. */
export function areSame(modules: readonly ModuleDigest[], digestOfModule: (module: string) => string | null): boolean {
  return modules.every(([module, digest]) => digestOfModule(module) === digest);
}
