import { BranchLabels } from "./branch-labels.ts";
import { competingHeads } from "./competing-heads.ts";
import type { GraphProblem } from "./graph-problem.ts";
import { graphProblems } from "./graph-problems.ts";
import { knownHistories, ranksOf, UNRANKED } from "./known-histories.ts";
import { Lineage } from "./lineage.ts";
import { type Found, Resolver } from "./resolution.ts";
import { RevisionNames } from "./revision-names.ts";
import type { RevisionNode } from "./revision-node.ts";
import { type Shape, shapeOf } from "./shape.ts";
import { UpgradeOrder } from "./upgrade-order.ts";

export type { GraphProblem } from "./graph-problem.ts";

/** What an identifier stands for, as `alembic upgrade` takes it. */
export type Resolution = Found<RevisionNode>;

type Numbers = readonly number[];

/**
 * The revisions of an Alembic environment and how they follow each other, as `alembic.script.revision.RevisionMap` has it.
 * Of scripts with one id, the one whose path comes first has a place in it; the others have parents, but nothing follows them.
 */
export class RevisionGraph {
  /** Sorted by path. */
  readonly nodes: readonly RevisionNode[];
  /** Revisions that no other one follows, by `down_revision`. One that others depend on may be one of them. */
  readonly heads: readonly RevisionNode[];
  /** Revisions that no other one follows or depends on: what `alembic upgrade heads` goes up to. */
  readonly realHeads: readonly RevisionNode[];
  /** Revisions that follow none; they may depend on some. */
  readonly bases: readonly RevisionNode[];
  /** Revisions that several follow, by `down_revision`. */
  readonly branchPoints: readonly RevisionNode[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #names: RevisionNames;
  readonly #lineage: Lineage;
  readonly #shape: Shape;
  readonly #ranks: Int32Array;
  readonly #hasKnownHistory: Uint8Array;
  readonly #hasNameless: boolean;
  #problems: readonly GraphProblem[] | null = null;
  #problemsOf: ReadonlyMap<string, readonly GraphProblem[]> | null = null;
  #order: UpgradeOrder | null = null;
  #inOrder: readonly RevisionNode[] | null = null;
  #labels: BranchLabels | null = null;
  #competing: readonly (readonly RevisionNode[])[] | null = null;

  /**
   * @param hasNameless there are scripts besides whose ids can't be known: any name may be one's, and one may follow any head.
   * @param hasForeign there may be scripts of other packages besides, in folders that a program adds: `depends_on` may name one.
   */
  constructor(nodes: readonly RevisionNode[], hasNameless = false, hasForeign = false) {
    this.#hasNameless = hasNameless;
    this.nodes = nodes.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    this.#numbers = new Map(this.nodes.map(({ path }, number) => [path, number]));
    this.#names = new RevisionNames(this.nodes);
    this.#lineage = new Lineage(this.nodes, this.#names, hasNameless, hasForeign);
    this.#shape = shapeOf(this.nodes, this.#names, this.#lineage);
    this.#ranks = ranksOf(this.#lineage);
    this.#hasKnownHistory = knownHistories(this.nodes, this.#names, this.#lineage);
    this.heads = this.#nodesOf(this.#shape.heads);
    this.realHeads = this.#nodesOf(this.#shape.realHeads);
    this.bases = this.#nodesOf(this.#shape.bases);
    this.branchPoints = this.#nodesOf(this.#shape.branchPoints);
  }

  /** Several of one kind where several revisions are involved: each is the `node` of one. In the order of `nodes`. */
  get problems(): readonly GraphProblem[] {
    this.#problems ??= graphProblems(this.nodes, this.#names, this.#lineage);
    return this.#problems;
  }

  /**
   * Groups of two heads or more that should be one head: all of them, but for those that branch labels, or folders of their own, set apart.
   * Heads whose histories are not known are in none.
   */
  get competingHeads(): readonly (readonly RevisionNode[])[] {
    this.#competing ??= this.#compete().map((group) => this.#nodesOf(group));
    return this.#competing;
  }

  /** All revisions in the order in which `alembic upgrade heads` runs them on an empty database. */
  get inOrder(): readonly RevisionNode[] {
    this.#inOrder ??= this.#nodesOf(this.#upgradeOrder.upTo(this.#shape.tops));
    return this.#inOrder;
  }

  /** The script with this id; null when none has it. Of several, the one whose path comes first. */
  get(id: string): RevisionNode | null {
    const number = this.#names.byId(id);
    return number === null ? null : (this.nodes[number] ?? null);
  }

  /**
   * What `alembic upgrade` takes: an id, its beginning, a branch label, `head`, `heads`, `base`, and these in a branch: `label@head`.
   * Nothing is meant by `base`, nor by the head of an empty environment. Relative ones (`+1`) are unknown.
   */
  resolve(identifier: string): Resolution {
    const resolution = new Resolver(this.#names, this.#lineage, this.#shape).resolve(identifier);
    if (resolution.kind === "found") return { kind: "found", nodes: this.#nodesOf(resolution.nodes) };
    if (resolution.kind === "unknown") return resolution;
    return { kind: "ambiguous", name: resolution.name, candidates: this.#nodesOf(resolution.candidates) };
  }

  /** What keeps the script at `path` from its place in the history. */
  problemsOf(path: string): readonly GraphProblem[] {
    this.#problemsOf ??= byPath(this.problems);
    return this.#problemsOf.get(path) ?? [];
  }

  /** The branch labels that a revision has, as Alembic spreads them over a branch; sorted. Null where they can't be known. */
  labels(node: RevisionNode): readonly string[] | null {
    const number = this.#numbers.get(node.path);
    return number === undefined ? null : this.#branchLabels.of(number);
  }

  /** What runs before `node`: everything it follows or depends on, near and far, in the order in which Alembic runs it. */
  before(node: RevisionNode): readonly RevisionNode[] {
    const number = this.#numbers.get(node.path);
    return number === undefined ? [] : this.#nodesOf(this.#upgradeOrder.upTo([number]).slice(0, -1));
  }

  /** What `node` follows or depends on; empty while the graph is cyclic there. */
  parents(node: RevisionNode): readonly RevisionNode[] {
    const number = this.#numbers.get(node.path);
    return number === undefined ? [] : this.#nodesOf(this.#lineage.parents[number] ?? []);
  }

  /** What `node` follows at once, by `down_revision`, in the order in which it names them; itself and others in a ring, too. */
  followed(node: RevisionNode): readonly RevisionNode[] {
    const number = this.#numbers.get(node.path);
    return number === undefined ? [] : this.#nodesOf(this.#lineage.followed[number] ?? []);
  }

  /** What follows `node` at once, by `down_revision`. */
  followers(node: RevisionNode): readonly RevisionNode[] {
    const number = this.#numbers.get(node.path);
    return number === undefined ? [] : this.#nodesOf(this.#shape.followers[number] ?? []);
  }

  /** The length of the longest way from a base to `node`; null for one that is its own ancestor or follows such a one. */
  rank(node: RevisionNode): number | null {
    const number = this.#numbers.get(node.path);
    const rank = number === undefined ? UNRANKED : (this.#ranks[number] ?? UNRANKED);
    return rank === UNRANKED ? null : rank;
  }

  /** What is or runs before one of `others`, but is not `nearest` and does not run before it; each after its parents. */
  onlyBefore(others: readonly RevisionNode[], nearest: RevisionNode): readonly RevisionNode[] {
    const last = this.#numbers.get(nearest.path);
    const tops = others.map(({ path }) => this.#numbers.get(path)).filter((number) => number !== undefined);
    return last === undefined || tops.length === 0 ? [] : this.#nodesOf(this.#lineage.only(tops, last));
  }

  /** Whether all that runs before `node` is known: nothing is missing, computed, ambiguous or cyclic. */
  isComplete(node: RevisionNode): boolean {
    const number = this.#numbers.get(node.path);
    return number !== undefined && this.#hasKnownHistory[number] === 1;
  }

  get #upgradeOrder(): UpgradeOrder {
    this.#order ??= new UpgradeOrder(this.#lineage);
    return this.#order;
  }

  get #branchLabels(): BranchLabels {
    this.#labels ??= new BranchLabels(this.nodes, this.#lineage, this.#shape.counted);
    return this.#labels;
  }

  #nodesOf(numbers: Numbers): readonly RevisionNode[] {
    return numbers.map((number) => this.nodes[number]).filter((node) => node !== undefined);
  }

  #compete(): readonly Numbers[] {
    // A parent that can't be known may be any head.
    if (this.#hasNameless || this.nodes.some(({ downRevisions }) => downRevisions === null)) return [];
    const isFollowed = new Uint8Array(this.nodes.length);
    // Scripts without a place in the graph count here: they are to have one.
    for (const parents of this.#lineage.followed) for (const parent of parents) isFollowed[parent] = 1;
    const heads = this.#shape.heads.filter((head) => {
      const id = this.nodes[head]?.id.text ?? "";
      return isFollowed[head] === 0 && this.#hasKnownHistory[head] === 1 && this.#names.withId(id).length === 1;
    });
    return competingHeads(this.nodes, this.#lineage, heads, this.#branchLabels);
  }
}

function byPath(problems: readonly GraphProblem[]): ReadonlyMap<string, readonly GraphProblem[]> {
  const grouped = new Map<string, GraphProblem[]>();
  for (const problem of problems) {
    const others = grouped.get(problem.node.path);
    if (others === undefined) grouped.set(problem.node.path, [problem]);
    else others.push(problem);
  }
  return grouped;
}
