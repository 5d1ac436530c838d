import type { RevisionNode } from "./graph/revision-node.ts";
import type { RecordedOperation } from "./schema/recorded-operation.ts";

/** What is kept of a migration script once it has been read: plain data, which can be written to disk. */
export interface RevisionRecord {
  readonly node: RevisionNode;
  /** What `upgrade` does, in its order. */
  readonly upgrade: readonly RecordedOperation[];
}
