import { resolve } from "node:path";
import type { CacheFolder } from "../project/cache-folder.ts";
import { userCache } from "../project/cache-place.ts";
import { activeEnvironment, nodeFiles } from "../project/node-files.ts";
import { type Recording, stillHolds } from "../project/recorded-files.ts";
import type { FileCheck } from "./file-check.ts";
import type { FileLook } from "./file-look.ts";
import type { CheckOptions } from "./options.ts";
import { PackedReport } from "./packed-report.ts";
import type { Target } from "./targets.ts";

/**
 * What a run found that wrote nothing, and all that this rests on besides the call and the engine. It is known by the call and read by the
 * same build only; it holds where every file and all that was asked of their surroundings is as it was, by content.
 */
interface Run {
  /** Of each file that was checked, in their order; null for one that is no migration by the look of its bytes. */
  readonly digests: readonly (string | null)[];
  readonly surroundings: Recording;
  /** Of those that are migrations, by their place among the files, how many bytes the packed findings have, which follow one another after this. */
  readonly findings: readonly (readonly [file: number, length: number])[];
}

/** Options that change what is done with the findings; whatever else there is may change the findings. */
const ofReport: ReadonlySet<string> = new Set<keyof CheckOptions>([
  "cache",
  "diff",
  "exitZero",
  "failOn",
  "fix",
  "outputFormat",
  "statistics",
  "stdinFilename",
  "unsafeFixes",
]);

/** What the last run of the same call has found. */
export class KeptRun {
  readonly #cache: CacheFolder;
  readonly #targets: readonly Target[];
  readonly #key: string;

  /** @param targets what the call's PATHs stand for. */
  constructor(cache: CacheFolder, targets: readonly Target[], options: CheckOptions) {
    this.#cache = cache;
    this.#targets = targets;
    const asked = Object.entries({ ...options, config: options.config === null ? null : resolve(options.config) });
    const paths = targets.map(({ path }) => path);
    this.#key = JSON.stringify(
      [process.version, activeEnvironment(), asked.filter(([name]) => !ofReport.has(name)), paths],
      (_, value: unknown) => (value instanceof Set ? [...value].sort() : value),
    );
  }

  /**
   * What the migrations among the files have; null where that must be found out.
   * @param files as they are now.
   */
  async recall(files: readonly FileLook[]): Promise<FileCheck[] | null> {
    const kept = this.#cache.readBytes("run", this.#key);
    const headEnd = kept?.indexOf("\n") ?? -1;
    if (kept === null || headEnd === -1) return null;
    const run: unknown = JSON.parse(kept.toString("utf8", 0, headEnd));
    if (!isRun(run) || files.some(({ digest }, index) => digest !== run.digests[index])) return null;
    if (!(await stillHolds(run.surroundings, nodeFiles))) return null;
    let at = headEnd + 1;
    return run.findings.flatMap(([index, length]) => {
      const packed = kept.subarray(at, at + length);
      at += length;
      const target = this.#targets[index];
      const source = files[index]?.bytes ?? null;
      if (target === undefined || source === null) return [];
      const { path: filename, displayName } = target;
      const report = new PackedReport({ filename, displayName }, source, packed);
      return [{ report, fixed: 0, diff: "", source }];
    });
  }

  /** Keeps what was found. @param digests of the files, as they were when they were checked. */
  keep(digests: readonly (string | null)[], surroundings: Recording, results: readonly FileCheck[]): void {
    const places = new Map(this.#targets.map(({ path }, index) => [path, index]));
    const kept = results.flatMap(({ report: { filename, packed } }) => {
      const index = places.get(filename);
      return index === undefined ? [] : [{ index, packed }];
    });
    const findings = kept.map(({ index, packed }) => [index, packed.length] as const);
    const run: Run = { digests, surroundings, findings };
    const head = Buffer.from(`${JSON.stringify(run)}\n`);
    this.#cache.writePieces("run", this.#key, [head, ...kept.map(({ packed }) => packed)]);
  }
}

/** The run that this call may have had before; null where there is no cache, or the call does without. */
export function keptRun(targets: readonly Target[], options: CheckOptions): KeptRun | null {
  const cache = options.cache ? userCache() : null;
  return cache === null ? null : new KeptRun(cache, targets, options);
}

/** Its own digest has shown that the content is what this build has written. */
function isRun(value: unknown): value is Run {
  return typeof value === "object" && value !== null && "digests" in value && "surroundings" in value;
}
