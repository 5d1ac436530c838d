import { RevisionGraph } from "./graph/revision-graph.ts";
import type { RevisionNode } from "./graph/revision-node.ts";
import type { RecordedOperation } from "./schema/recorded-operation.ts";
import { type ReplaySettings, replay } from "./schema/replay.ts";
import { Schema } from "./schema/schema.ts";

type Upgrade = readonly RecordedOperation[];

interface Replayed {
  /** What the schema before is made of: the schema after the nearest parent, and the upgrades that run between. */
  readonly base: Schema;
  readonly between: readonly Upgrade[];
  readonly before: Schema;
  readonly upgrade: Upgrade;
  readonly after: Schema;
  /** The update after which it was last found to hold. */
  readonly update: number;
}

/** The schemas before and after each revision, replayed when they are first asked for, and kept as long as no ancestor changes. */
export class SchemaHistory {
  readonly #settings: ReplaySettings;
  readonly #replayed = new Map<string, Replayed>();
  #graph = new RevisionGraph([]);
  #upgradeOf: (node: RevisionNode) => Upgrade = () => [];
  #update = 0;

  constructor(settings: ReplaySettings) {
    this.#settings = settings;
  }

  /** Says what the revisions are from now on. An upgrade that is the same object as before counts as unchanged. */
  update(graph: RevisionGraph, upgradeOf: (node: RevisionNode) => Upgrade): void {
    this.#graph = graph;
    this.#upgradeOf = upgradeOf;
    this.#update++;
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
    let done: Replayed | null = null;
    // Not by recursion: histories are long.
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const waiting = this.#parents(next).filter((parent) => this.#known(parent) === null);
      if (waiting.length > 0) {
        open.push(...waiting);
        continue;
      }
      done = this.#known(next) ?? this.#replay(next);
      open.pop();
    }
    return done ?? this.#replay(node);
  }

  #known(node: RevisionNode): Replayed | null {
    const known = this.#replayed.get(node.path);
    return known?.update === this.#update ? known : null;
  }

  #replay(node: RevisionNode): Replayed {
    const known = this.#replayed.get(node.path);
    const [nearest, ...others] = this.#parents(node);
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
    const replayed = { base, between: upgrades, before, upgrade, after, update: this.#update };
    this.#replayed.set(node.path, replayed);
    return replayed;
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
