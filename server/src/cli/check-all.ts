import type { Engine } from "../engine.ts";
import type { Recording } from "../project/recorded-files.ts";
import { SettingsError } from "../project/settings-file.ts";
import type { Finding } from "../rules/finding.ts";
import { checkFile } from "./check-file.ts";
import type { FileCheck } from "./file-check.ts";
import { problemOf } from "./file-error.ts";
import { type FileLook, migrationDigest } from "./file-look.ts";
import { type CheckOptions, repairs } from "./options.ts";
import type { Output } from "./output.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Target } from "./targets.ts";
import { UsageError } from "./usage-error.ts";

export interface Input {
  readonly target: Target;
  readonly read: () => Promise<Uint8Array> | Uint8Array;
}

/** What a run has found. */
export interface AllChecked {
  /** Of the migrations among the inputs, in their order. */
  readonly results: readonly FileCheck[];
  /** Something was complained about. */
  readonly broken: boolean;
  /** Of the inputs' bytes as they were checked; null for what is no migration. */
  readonly digests: readonly (string | null)[];
  /** What the results rest on; null where they can't be kept. */
  readonly recording: Recording | null;
}

/**
 * Checks files, and repairs them when the options say so. The surroundings are left empty.
 * @param looks at the inputs, in their order; none for standard input.
 * @param sourceOut takes the source of each file, where it is to be passed through.
 * @throws UsageError or SettingsError when a settings file is wrong.
 */
export async function checkAll(
  inputs: readonly Input[],
  looks: readonly FileLook[],
  surroundings: Surroundings,
  options: CheckOptions,
  loadEngine: () => Promise<Engine>,
  { progress, complain: tell }: Output,
  sourceOut: Output["out"] | null,
): Promise<AllChecked> {
  const onDisk = looks.length > 0;
  let broken = false;
  const complain = (line: string) => {
    broken = true;
    tell(line);
  };
  const digests: (string | null)[] = inputs.map(() => null);
  const candidates = [...inputs.entries()]
    .map(([index, { target, read }]) => ({ index, target, read }))
    .filter(({ index }) => looks[index]?.digest !== null);
  if (candidates.length === 0) return { results: [], broken, digests, recording: surroundings.recording };
  const engine = await loadEngine();
  const paths = candidates.map(({ target }) => target.path);
  await surroundings.index(paths, engine, progress);
  const found: Checked[] = [];
  progress.begin("Checking", candidates.length);
  for (const { index, target, read } of surroundings.inOrder(candidates)) {
    progress.step();
    let bytes = looks[index]?.bytes ?? null;
    try {
      bytes ??= await read();
      if (onDisk && options.cache) digests[index] = migrationDigest(bytes);
      const result = checkFile(target, bytes, onDisk, engine, surroundings, options, complain);
      if (result !== null) found.push({ index, target, result, isChanged: result.source !== bytes });
      // Whoever pipes a source through gets it back, whatever it is.
      sourceOut?.(result?.source ?? bytes);
    } catch (error) {
      if (error instanceof UsageError || error instanceof SettingsError) throw error;
      complain(`${target.displayName}: ${problemOf(error)}`);
      if (bytes !== null) sourceOut?.(bytes);
    }
    surroundings.leave(target.path);
  }
  // Where a finding points to another script, repairs of that one may have moved or answered it.
  const renewed = ({ target, result }: Checked): FileCheck => {
    const points = ({ related = [] }: Finding) => related.length > 0;
    if (!repairs(options) || !result.report.findings.some(points)) return result;
    const asItIs = { ...options, fix: false, diff: false, addIgnore: null };
    const again = checkFile(target, result.source, false, engine, surroundings, asItIs, complain);
    return again === null ? result : { ...result, report: again.report };
  };
  const results = found.toSorted((a, b) => a.index - b.index).map(renewed);
  progress.end();
  surroundings.empty();
  const isAsFound = !broken && !found.some(({ isChanged }) => isChanged);
  // It takes a second look at everything.
  return { results, broken, digests, recording: options.cache && isAsFound ? surroundings.recording : null };
}

interface Checked {
  readonly index: number;
  readonly target: Target;
  readonly result: FileCheck;
  /** Fixes have changed the source. */
  readonly isChanged: boolean;
}
