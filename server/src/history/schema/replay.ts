import type { RevisionNode } from "../graph/revision-node.ts";
import type { RecordedOperation } from "./recorded-operation.ts";
import type { Schema } from "./schema.ts";

/** What decides how operations turn out besides themselves. */
export interface ReplaySettings {
  /** Whether the metadata has a naming convention; null when that can't be known. */
  readonly namingConvention: boolean | null;
}

/** The schema that an upgrade leaves behind on `schema`. */
export function replay(
  schema: Schema,
  _upgrade: readonly RecordedOperation[],
  _node: RevisionNode,
  _settings: ReplaySettings,
): Schema {
  return schema;
}
