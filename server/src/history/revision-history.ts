import type { RevisionGraph } from "./graph/revision-graph.ts";
import type { RevisionNode } from "./graph/revision-node.ts";
import type { Schema } from "./schema/schema.ts";

/** What the other migrations of its project say about one. */
export interface RevisionHistory {
  readonly graph: RevisionGraph;
  /** The migration's own node in the graph; null where its id can't be known. */
  readonly node: RevisionNode | null;
  /** The schema that its `upgrade` meets: what its ancestors have left. Replayed when it is first asked for. */
  before(): Schema;
}
