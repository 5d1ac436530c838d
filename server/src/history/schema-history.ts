import { RevisionGraph } from "./graph/revision-graph.ts";
import type { RevisionNode } from "./graph/revision-node.ts";
import type { RecordedOperation } from "./schema/recorded-operation.ts";
import { type ReplaySettings, replay } from "./schema/replay.ts";
import { Schema } from "./schema/schema.ts";

type Upgrade = readonly RecordedOperation[];

const NOTHING: Upgrade = [];

interface Replayed {
  /** What the schema before is made of: the schema after the nearest parent, and the upgrades that run between. */
  readonly base: Schema;
  readonly between: readonly Upgrade[];
  readonly before: Schema;
  readonly upgrade: Upgrade;
  readonly after: Schema;
  /** Of the revision; null as the graph has it. */
  readonly rank: number | null;
}

/** About so many schemas are kept, from which others can be replayed again, and no two of revisions that are nearer to each other than that. */
const KEPT = 32;
const MIN_DISTANCE = 64;

/** The schemas before and after each revision, replayed when they are first asked for, and kept as long as no ancestor changes. */
export class SchemaHistory {
  readonly #settings: ReplaySettings;
  readonly #goesOnce: boolean;
  readonly #replayed = new Map<string, Replayed>();
  /** What an ancestor's change may have changed. */
  readonly #doubtful = new Set<string>();
  /** Revisions that have been replayed, and so have no more need of what they follow. */
  readonly #passed = new Set<string>();
  #graph = new RevisionGraph([]);
  #distance = MIN_DISTANCE;
  #upgradeOf: (node: RevisionNode) => Upgrade = () => NOTHING;

  /**
   * @param goesOnce whoever asks goes through the revisions in the graph's order, once: what lies behind is let go of, most of it. It is
   *   replayed again where it is asked for nevertheless, and then another object.
   */
  constructor(settings: ReplaySettings, goesOnce = false) {
    this.#settings = settings;
    this.#goesOnce = goesOnce;
  }

  /** Says what the revisions are from now on. An upgrade that is the same object as before counts as unchanged; of another one `changed` tells. */
  update(graph: RevisionGraph, upgradeOf: (node: RevisionNode) => Upgrade): void {
    const isLinkedAsBefore = graph.isLinkedAs(this.#graph);
    this.#graph = graph;
    this.#distance = Math.max(MIN_DISTANCE, Math.ceil(graph.nodes.length / KEPT));
    this.#upgradeOf = upgradeOf;
    if (isLinkedAsBefore) return;
    for (const path of this.#replayed.keys()) this.#doubtful.add(path);
    this.#passed.clear();
  }

  /** Says that a revision's upgrade has changed. */
  changed(node: RevisionNode): void {
    const changed = this.#graph.rank(node) ?? Number.POSITIVE_INFINITY;
    for (const [path, { rank }] of this.#replayed) {
      if ((rank ?? Number.POSITIVE_INFINITY) > changed) this.#doubtful.add(path);
    }
  }

  /** The schema that a revision's upgrade meets. The same object as the last time, as long as no ancestor has changed. */
  before(node: RevisionNode): Schema {
    return this.#of(node).before;
  }

  /** The schema that a revision's upgrade leaves. */
  after(node: RevisionNode): Schema {
    return this.#of(node).after;
  }

  /** The schema that several revisions leave, all of them and what they follow being run. */
  afterAll(nodes: readonly RevisionNode[]): Schema {
    const [nearest, ...others] = nodes.toSorted((a, b) => (this.#graph.rank(b) ?? 0) - (this.#graph.rank(a) ?? 0));
    if (nearest === undefined) return Schema.empty;
    let schema = this.after(nearest);
    for (const node of this.#graph.onlyBefore(others, nearest)) schema = this.#run(node, schema);
    return others.every((node) => this.#graph.isComplete(node)) ? schema : Schema.unknown;
  }

  #of(node: RevisionNode): Replayed {
    const open = [node];
    const replayed: RevisionNode[] = [];
    let done: Replayed | null = null;
    // Not by recursion: histories are long.
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      done = this.#known(next);
      if (done === null) {
        const waiting = this.#parents(next).filter((parent) => this.#known(parent) === null);
        if (waiting.length > 0) {
          open.push(...waiting);
          continue;
        }
        done = this.#replay(next);
        replayed.push(next);
      }
      open.pop();
    }
    // Not before: where ways part and meet again, what one of them lets go of the other needs.
    if (this.#goesOnce) for (const each of replayed) this.#pass(each);
    return done ?? this.#replay(node);
  }

  #known(node: RevisionNode): Replayed | null {
    const known = this.#replayed.get(node.path);
    if (known === undefined || this.#doubtful.has(node.path)) return null;
    const upgrade = this.#upgradeOf(node);
    return known.upgrade === upgrade
      ? known
      : this.#keep(node, { ...known, upgrade, after: this.#run(node, known.before) });
  }

  #replay(node: RevisionNode): Replayed {
    const known = this.#replayed.get(node.path);
    const parents = this.#parents(node);
    const [nearest, ...others] = parents;
    const follows = nearest === undefined || this.#isCutOff(node, nearest) ? null : nearest;
    const base = follows === null ? this.#start(node) : (this.#known(follows)?.after ?? Schema.unknown);
    const between = follows === null ? [] : this.#graph.onlyBefore(others, follows);
    const upgrades = between.map((each) => this.#upgradeOf(each));
    const upgrade = this.#upgradeOf(node);
    const sameBefore =
      known?.base === base &&
      known.between.length === upgrades.length &&
      upgrades.every((each, index) => known.between[index] === each);
    let before = sameBefore ? known.before : base;
    if (!sameBefore) for (const each of between) before = this.#run(each, before);
    const after = sameBefore && known.upgrade === upgrade ? known.after : this.#run(node, before);
    return this.#keep(node, { base, between: upgrades, before, upgrade, after, rank: this.#graph.rank(node) });
  }

  #keep(node: RevisionNode, replayed: Replayed): Replayed {
    this.#replayed.set(node.path, replayed);
    this.#doubtful.delete(node.path);
    return replayed;
  }

  /** Lets go of what only this revision has still had need of. */
  #pass(node: RevisionNode): void {
    this.#passed.add(node.path);
    for (const parent of this.#parents(node)) {
      const isKept = (this.#replayed.get(parent.path)?.rank ?? 0) % this.#distance === 0;
      if (isKept || !this.#graph.followers(parent).every(({ path }) => this.#passed.has(path))) continue;
      this.#replayed.delete(parent.path);
      this.#doubtful.delete(parent.path);
    }
  }

  #run(node: RevisionNode, schema: Schema): Schema {
    return replay(schema, this.#upgradeOf(node), node, this.#settings);
  }

  /** The revisions that one directly follows, the one with the longest history first; none in a ring. */
  #parents(node: RevisionNode): readonly RevisionNode[] {
    const parents = this.#graph.rank(node) === null ? [] : this.#graph.parents(node);
    if (parents.length < 2) return parents;
    return parents.toSorted((a, b) => (this.#graph.rank(b) ?? 0) - (this.#graph.rank(a) ?? 0));
  }

  /** Whether something else than what it follows first keeps a revision's history from being known. */
  #isCutOff(node: RevisionNode, nearest: RevisionNode): boolean {
    return !this.#graph.isComplete(node) && this.#graph.isComplete(nearest);
  }

  /** What a revision without a known parent begins with: nothing, or what can't be known. */
  #start(node: RevisionNode): Schema {
    return this.#graph.isComplete(node) ? Schema.empty : Schema.unknown;
  }
}
