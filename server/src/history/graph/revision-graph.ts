import { competingHeads } from "./competing-heads.ts";
import type { GraphProblem } from "./graph-problem.ts";
import { graphProblems } from "./graph-problems.ts";
import { UNRANKED } from "./known-histories.ts";
import { Links } from "./links.ts";
import { type Found, Resolver } from "./resolution.ts";
import type { RevisionNode } from "./revision-node.ts";

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
  readonly #links: Links;
  readonly #hasNameless: boolean;
  readonly #hasForeign: boolean;
  #runsElsewhere: boolean | null = null;
  #problems: readonly GraphProblem[] | null = null;
  #problemsOf: ReadonlyMap<string, readonly GraphProblem[]> | null = null;
  #inOrder: readonly RevisionNode[] | null = null;
  #competing: readonly (readonly RevisionNode[])[] | null = null;

  /**
   * @param hasNameless there are scripts besides whose ids can't be known: any name may be one's, and one may follow any head.
   * @param hasForeign there may be scripts of other packages besides, in folders that a program adds: `depends_on` may name one.
   * @param links what links the nodes, where that is known.
   */
  constructor(nodes: readonly RevisionNode[], hasNameless = false, hasForeign = false, links: Links | null = null) {
    this.#hasNameless = hasNameless;
    this.#hasForeign = hasForeign;
    this.nodes = links === null ? nodes.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) : nodes;
    this.#links = links ?? new Links(this.nodes, hasNameless, hasForeign);
    const { shape } = this.#links;
    this.heads = this.#nodesOf(shape.heads);
    this.realHeads = this.#nodesOf(shape.realHeads);
    this.bases = this.#nodesOf(shape.bases);
    this.branchPoints = this.#nodesOf(shape.branchPoints);
  }

  /** The graph with a script as it is now, which has the same names in its header as before, in other places perhaps; null where it has others. */
  with(node: RevisionNode): RevisionGraph | null {
    const number = this.#links.numbers.get(node.path);
    if (number === undefined || !this.#links.holdWith(number, node)) return null;
    const graph = new RevisionGraph(this.nodes.with(number, node), this.#hasNameless, this.#hasForeign, this.#links);
    graph.#runsElsewhere = this.#runsElsewhere;
    // They tell of nodes: where there are none, there are none with another node either.
    if (this.#problems?.length === 0) graph.#problems = this.#problems;
    if (this.#competing?.length === 0) graph.#competing = this.#competing;
    return graph;
  }

  /** Some script is written for another database too: then all of them run there. */
  get runsElsewhere(): boolean {
    this.#runsElsewhere ??= this.nodes.some(({ runsElsewhere }) => runsElsewhere);
    return this.#runsElsewhere;
  }

  /** Whether each script is linked as in another graph: only where its names stand may have changed. */
  isLinkedAs(other: RevisionGraph): boolean {
    return this.#links === other.#links;
  }

  /** Several of one kind where several revisions are involved: each is the `node` of one. In the order of `nodes`. */
  get problems(): readonly GraphProblem[] {
    this.#problems ??= graphProblems(this.nodes, this.#links.names, this.#links.lineage);
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
    this.#inOrder ??= this.#nodesOf(this.#links.order.upTo(this.#links.shape.tops));
    return this.#inOrder;
  }

  /** The script with this id; null when none has it. Of several, the one whose path comes first. */
  get(id: string): RevisionNode | null {
    const number = this.#links.names.byId(id);
    return number === null ? null : (this.nodes[number] ?? null);
  }

  /**
   * What `alembic upgrade` takes: an id, its beginning, a branch label, `head`, `heads`, `base`, and these in a branch: `label@head`.
   * Nothing is meant by `base`, nor by the head of an empty environment. Relative ones (`+1`) are unknown.
   */
  resolve(identifier: string): Resolution {
    const resolution = new Resolver(this.#links.names, this.#links.lineage, this.#links.shape).resolve(identifier);
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
    const number = this.#links.numbers.get(node.path);
    return number === undefined ? null : this.#links.labels.of(number);
  }

  /** What runs before `node`: everything it follows or depends on, near and far, in the order in which Alembic runs it. */
  before(node: RevisionNode): readonly RevisionNode[] {
    const number = this.#links.numbers.get(node.path);
    return number === undefined ? [] : this.#nodesOf(this.#links.order.upTo([number]).slice(0, -1));
  }

  /** What `node` follows or depends on; empty while the graph is cyclic there. */
  parents(node: RevisionNode): readonly RevisionNode[] {
    const number = this.#links.numbers.get(node.path);
    return number === undefined ? [] : this.#nodesOf(this.#links.lineage.parents[number] ?? []);
  }

  /** What `node` follows at once, by `down_revision`, in the order in which it names them; itself and others in a ring, too. */
  followed(node: RevisionNode): readonly RevisionNode[] {
    const number = this.#links.numbers.get(node.path);
    return number === undefined ? [] : this.#nodesOf(this.#links.lineage.followed[number] ?? []);
  }

  /** What follows `node` at once, by `down_revision`. */
  followers(node: RevisionNode): readonly RevisionNode[] {
    const number = this.#links.numbers.get(node.path);
    return number === undefined ? [] : this.#nodesOf(this.#links.shape.followers[number] ?? []);
  }

  /** The length of the longest way from a base to `node`; null for one that is its own ancestor or follows such a one. */
  rank(node: RevisionNode): number | null {
    const number = this.#links.numbers.get(node.path);
    const rank = number === undefined ? UNRANKED : (this.#links.ranks[number] ?? UNRANKED);
    return rank === UNRANKED ? null : rank;
  }

  /** What is or runs before one of `others`, but is not `nearest` and does not run before it; each after its parents. */
  onlyBefore(others: readonly RevisionNode[], nearest: RevisionNode): readonly RevisionNode[] {
    const last = this.#links.numbers.get(nearest.path);
    const tops = others.map(({ path }) => this.#links.numbers.get(path)).filter((number) => number !== undefined);
    return last === undefined || tops.length === 0 ? [] : this.#nodesOf(this.#links.lineage.only(tops, last));
  }

  /** Whether all that runs before `node` is known: nothing is missing, computed, ambiguous or cyclic. */
  isComplete(node: RevisionNode): boolean {
    const number = this.#links.numbers.get(node.path);
    return number !== undefined && this.#links.hasKnownHistory[number] === 1;
  }

  #nodesOf(numbers: Numbers): readonly RevisionNode[] {
    return numbers.map((number) => this.nodes[number]).filter((node) => node !== undefined);
  }

  #compete(): readonly Numbers[] {
    // A parent that can't be known may be any head.
    if (this.#hasNameless || this.nodes.some(({ downRevisions }) => downRevisions === null)) return [];
    const isFollowed = new Uint8Array(this.nodes.length);
    // Scripts without a place in the graph count here: they are to have one.
    for (const parents of this.#links.lineage.followed) for (const parent of parents) isFollowed[parent] = 1;
    const heads = this.#links.shape.heads.filter((head) => {
      const id = this.nodes[head]?.id.text ?? "";
      return (
        isFollowed[head] === 0 && this.#links.hasKnownHistory[head] === 1 && this.#links.names.withId(id).length === 1
      );
    });
    return competingHeads(this.nodes, this.#links.lineage, heads, this.#links.labels);
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
