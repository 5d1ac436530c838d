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
  | { readonly kind: "cycle"; readonly node: RevisionNode; readonly ring: readonly RevisionNode[] };

/** The revisions of an Alembic environment and how they follow each other, as `alembic.script.revision.RevisionMap` has it. */
export class RevisionGraph {
  readonly nodes: readonly RevisionNode[];
  /** Revisions that no other one follows. */
  readonly heads: readonly RevisionNode[];
  /** Revisions that follow none. */
  readonly bases: readonly RevisionNode[];
  /** Revisions that several follow. */
  readonly branchPoints: readonly RevisionNode[];
  readonly problems: readonly GraphProblem[];

  constructor(nodes: readonly RevisionNode[]) {
    this.nodes = nodes;
    this.heads = [];
    this.bases = [];
    this.branchPoints = [];
    this.problems = [];
  }

  /** Groups of two heads or more that should be one head: all of them, but for those that a branch label sets apart. */
  get competingHeads(): readonly (readonly RevisionNode[])[] {
    return [];
  }

  /** The script with this id; null when none has it. Of several, the one whose path comes first. */
  get(id: string): RevisionNode | null {
    return this.nodes.find((node) => node.id.text === id) ?? null;
  }

  /** What keeps the script at `path` from its place in the history. */
  problemsOf(path: string): readonly GraphProblem[] {
    return this.problems.filter(({ node }) => node.path === path);
  }

  /** What runs before `node`: everything it follows or depends on, near and far, in the order in which Alembic runs it. */
  before(_node: RevisionNode): readonly RevisionNode[] {
    return [];
  }

  /** What `node` follows or depends on; empty while the graph is cyclic there. */
  parents(_node: RevisionNode): readonly RevisionNode[] {
    return [];
  }

  /** The length of the longest way from a base to `node`; null for one that is its own ancestor or follows such a one. */
  rank(_node: RevisionNode): number | null {
    return 0;
  }

  /** What is or runs before one of `others`, but is not `nearest` and does not run before it, in the order in which Alembic runs it. */
  onlyBefore(_others: readonly RevisionNode[], _nearest: RevisionNode): readonly RevisionNode[] {
    return [];
  }

  /** Whether all that runs before `node` is known: nothing is missing, computed, ambiguous or cyclic. */
  isComplete(_node: RevisionNode): boolean {
    return true;
  }
}
