import type { NodeName, RevisionNode } from "./revision-node.ts";

/** What keeps a set of scripts from being one history. */
export type GraphProblem =
  /** Several scripts have one id; `node` is any of them, `others` are the rest. */
  | { readonly kind: "duplicate"; readonly node: RevisionNode; readonly others: readonly RevisionNode[] }
  /** A script names a revision that none has. */
  | {
      readonly kind: "missing";
      readonly node: RevisionNode;
      readonly name: NodeName;
      readonly variable: "down_revision" | "depends_on";
    }
  /** Revisions that are their own ancestors, in the order in which each follows the next; `node` is any of them. */
  | { readonly kind: "cycle"; readonly node: RevisionNode; readonly ring: readonly RevisionNode[] }
  /** A branch label that is an id or a label elsewhere; `other` is `node` itself where one script names it twice. */
  | { readonly kind: "label"; readonly node: RevisionNode; readonly label: NodeName; readonly other: RevisionNode }
  /** An id with characters that Alembic has another use for (`Revision.verify_rev_id`), each once, sorted. */
  | { readonly kind: "characters"; readonly node: RevisionNode; readonly characters: readonly string[] };
