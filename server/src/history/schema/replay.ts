import { entryPoints } from "../../migration/entry-points.ts";
import type { Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { RevisionNode } from "../graph/revision-node.ts";
import { LineIndex } from "../line-index.ts";
import type { RecordedOperation } from "./recorded-operation.ts";
import { recordedOperation } from "./recording/record-operation.ts";
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
  node: RevisionNode,
  settings: ReplaySettings,
): Schema {
  const run = new Replay(schema, node.path, settings);
  for (const operation of upgrade) run.step(operation);
  return run.end();
}

/**
 * The schema that each operation of an upgrade meets. An operation of which nothing is recorded leaves it as it is.
 * @param path the script's.
 */
export function schemasWithin(
  script: MigrationScript,
  before: Schema,
  path: string,
  settings: ReplaySettings,
): ReadonlyMap<Operation, Schema> {
  const lines = new LineIndex(script.source);
  const run = new Replay(before, path, settings);
  const schemas = new Map<Operation, Schema>();
  const isOpaque = entryPoints(script.module, "upgrade").length > 1;
  for (const operation of script.operations) {
    if (operation.direction !== "upgrade") continue;
    schemas.set(operation, isOpaque ? Schema.unknown : run.schema);
    for (const recorded of recordedOperation(operation, lines)) run.step(recorded);
  }
  return schemas;
}
