import type { RevisionGraph } from "./graph/revision-graph.ts";
import type { RevisionNode } from "./graph/revision-node.ts";
import type { RecordedOperation } from "./schema/recorded-operation.ts";
import type { Schema } from "./schema/schema.ts";

/** What the other migrations of its project say about one. */
export interface RevisionHistory {
  readonly graph: RevisionGraph;
  /** The migration's own node in the graph; null where its id can't be known. */
  readonly node: RevisionNode | null;
  /** The schema that its `upgrade` meets: what its ancestors have left. Replayed when it is first asked for. */
  before(): Schema;
  /** What its ancestors do, in the order in which they run. Gathered anew each time. */
  earlier(): readonly Upgrade[];
}

/** What a revision's `upgrade` does. */
export interface Upgrade {
  /** The script's absolute path. */
  readonly path: string;
  readonly operations: readonly RecordedOperation[];
}
