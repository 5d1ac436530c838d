import { entryPoints } from "../../migration/entry-points.ts";
import type { Direction, Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { RevisionNode } from "../graph/revision-node.ts";
import type { RecordedOperation } from "./recorded-operation.ts";
import { recordedOperation } from "./recording/record-operation.ts";
import { recordUpgrade } from "./recording/record-upgrade.ts";
import { Replay } from "./running.ts";
import { Schema } from "./schema.ts";

/** What decides how operations turn out besides themselves. */
export interface ReplaySettings {
  /** Whether the metadata has a naming convention; null when that can't be known. */
  readonly namingConvention: boolean | null;
}

/** The schema that an upgrade leaves behind on `schema`. */
export function replay(
  schema: Schema,
  upgrade: readonly RecordedOperation[],
  node: Pick<RevisionNode, "path">,
  settings: ReplaySettings,
): Schema {
  const run = new Replay(schema, node.path, settings);
  for (const operation of upgrade) run.step(operation);
  return run.end();
}

/** The schema that an operation of a script meets, and the one that it leaves behind. */
export interface Surroundings {
  readonly met: Schema;
  readonly left: Schema;
  /** What the script has done by then: of an operation of `downgrade`, all that its `upgrade` does as well. */
  readonly done: readonly RecordedOperation[];
}

/**
 * What a script's operation meets when the script runs on `before`; for one of `downgrade`, after its `upgrade`.
 * @param path the script's.
 */
export function surroundingsOf(
  operation: Operation,
  script: MigrationScript,
  before: Schema,
  path: string,
  settings: ReplaySettings,
): Surroundings {
  const { direction } = operation;
  const isUpgrade = direction === "upgrade";
  const start = isUpgrade ? before : runScript(script, "upgrade", before, path, settings).left;
  const run = new Replay(start, path, settings);
  const done = isUpgrade ? [] : recordUpgrade(script).slice();
  let met: Schema | null = null;
  for (const each of script.operations) {
    if (each.direction !== direction) continue;
    // What one call does, it does as a whole: its names stand in all of it.
    const isOfCall = each.origin.call === operation.origin.call;
    if (isOfCall) met ??= run.schema;
    else if (met !== null) break;
    for (const recorded of recordedOperation(each, script)) {
      run.step(recorded);
      if (met === null) done.push(recorded);
    }
  }
  const left = run.schema;
  return { met: met ?? left, left, done };
}

/** A run of one of a script's functions: the schema that each of its drops meets, and the one that it leaves behind. */
export interface ScriptRun {
  readonly met: ReadonlyMap<Operation, Schema>;
  readonly left: Schema;
}

/**
 * Runs `upgrade` or `downgrade` of a script. An operation of which nothing is recorded leaves the schema as it is.
 * @param path the script's.
 */
export function runScript(
  script: MigrationScript,
  direction: Direction,
  before: Schema,
  path: string,
  settings: ReplaySettings,
): ScriptRun {
  const run = new Replay(before, path, settings);
  const met = new Map<Operation, Schema>();
  const isOpaque = entryPoints(script.module, direction).length > 1;
  for (const operation of script.operations) {
    if (operation.direction !== direction) continue;
    if (operation.kind === "drop") met.set(operation, isOpaque ? Schema.unknown : run.schema);
    for (const recorded of recordedOperation(operation, script)) run.step(recorded);
  }
  return { met, left: isOpaque ? Schema.unknown : run.end() };
}
