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
  const start = isUpgrade ? before : new ScriptRun(script, "upgrade", before, path, settings).left;
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

/** A run of one of a script's functions. It goes only as far as somebody asks. */
export class ScriptRun {
  readonly #script: MigrationScript;
  readonly #operations: readonly Operation[];
  readonly #isOpaque: boolean;
  readonly #start: () => Replay;
  readonly #met = new Map<Operation, Schema>();
  #run: Replay;
  /** How many of the operations it has carried out. */
  #done = 0;
  #left: Schema | null = null;

  /**
   * Begins to run `upgrade` or `downgrade` of a script on `before`.
   * @param path the script's.
   */
  constructor(script: MigrationScript, direction: Direction, before: Schema, path: string, settings: ReplaySettings) {
    this.#script = script;
    this.#operations = script.operations.filter((operation) => operation.direction === direction);
    this.#isOpaque = entryPoints(script.module, direction).length > 1;
    this.#start = () => new Replay(before, path, settings);
    this.#run = this.#start();
  }

  /** The schema that one of its operations meets; undefined for any other. Best asked for in the order in which they run. */
  metBy(operation: Operation): Schema | undefined {
    let met = this.#met.get(operation);
    if (met !== undefined) return met;
    const place = this.#operations.indexOf(operation);
    if (place < 0) return undefined;
    if (this.#isOpaque) return Schema.unknown;
    if (place < this.#done) {
      this.#run = this.#start();
      this.#done = 0;
    }
    this.#goTo(place);
    met = this.#run.schema;
    this.#met.set(operation, met);
    return met;
  }

  /** The schema that it leaves behind. */
  get left(): Schema {
    this.#left ??= this.#isOpaque ? Schema.unknown : this.#toTheEnd();
    return this.#left;
  }

  #toTheEnd(): Schema {
    this.#goTo(this.#operations.length);
    return this.#run.end();
  }

  #goTo(place: number): void {
    for (const operation of this.#operations.slice(this.#done, place))
      for (const recorded of recordedOperation(operation, this.#script)) this.#run.step(recorded);
    this.#done = Math.max(this.#done, place);
  }
}
