import type { RevisionNames } from "./revision-names.ts";
import type { NodeName, RevisionNode } from "./revision-node.ts";
import { type Ring, ringsAndOrder } from "./rings.ts";

type Numbers = readonly number[];

/** A name that stands for no revision. */
export interface MissingName {
  readonly node: number;
  readonly name: NodeName;
  readonly variable: "down_revision" | "depends_on";
  /** Whether it may be a label that is computed, or the id of a script that is not known, or of which that can't be known. */
  readonly mayBeThere: boolean;
}

/** Which revision follows which. Revisions are numbers here: their places in the list of all. */
export class Lineage {
  readonly size: number;
  readonly missing: readonly MissingName[];
  readonly rings: readonly Ring[];
  /** All revisions, each after those that it follows or depends on. */
  readonly settled: Numbers;
  /** The place of each in `settled`. */
  readonly place: Int32Array;
  /** What `down_revision` names, for each revision. */
  readonly followed: readonly Numbers[];
  /** What `depends_on` names. */
  readonly needed: readonly Numbers[];
  /** Both, the followed ones first; none for a revision in a ring. */
  readonly parents: readonly Numbers[];
  /** 1 for a revision that is its own ancestor. */
  readonly isInRing: Uint8Array;

  /**
   * @param hasNameless whether there is a script whose id can't be known, too.
   * @param hasForeign whether there may be scripts elsewhere, of other packages, that revisions depend on.
   */
  constructor(nodes: readonly RevisionNode[], names: RevisionNames, hasNameless: boolean, hasForeign: boolean) {
    this.size = nodes.length;
    const missing: MissingName[] = [];
    const followed: Numbers[] = [];
    const needed: Numbers[] = [];
    const named: Numbers[] = [];
    for (const [node, { id, downRevisions, dependsOn }] of nodes.entries()) {
      const parents = resolved(meant(downRevisions), (name) => {
        const parent = name.text === id.text ? node : names.byId(name.text);
        if (parent === null) missing.push({ node, name, variable: "down_revision", mayBeThere: hasNameless });
        return parent;
      });
      const dependencies = resolved(meant(dependsOn), (name) => {
        const dependency = name.text === id.text ? node : names.byIdOrLabel(name.text);
        const mayBeThere = hasNameless || hasForeign || names.hasUnknownLabels;
        if (dependency === null) missing.push({ node, name, variable: "depends_on", mayBeThere });
        return dependency;
      });
      followed.push(parents);
      needed.push(dependencies);
      named.push(dependencies.length === 0 ? parents : [...new Set([...parents, ...dependencies])]);
    }
    const { rings, settled } = ringsAndOrder(named);
    this.missing = missing;
    this.rings = rings;
    this.settled = settled;
    this.place = new Int32Array(this.size);
    for (const [place, node] of settled.entries()) this.place[node] = place;
    this.isInRing = new Uint8Array(this.size);
    for (const { members } of rings) for (const member of members) this.isInRing[member] = 1;
    this.followed = followed;
    this.needed = needed;
    this.parents = named.map((parents, node) => (this.isInRing[node] === 1 ? [] : parents));
  }

  /** 1 for each revision that is one of `nodes` or runs before one. */
  upTo(nodes: Iterable<number>): Uint8Array {
    const marks = new Uint8Array(this.size);
    const open = [...nodes];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (marks[node] === 1) continue;
      marks[node] = 1;
      for (const parent of this.parents[node] ?? []) if (marks[parent] === 0) open.push(parent);
    }
    return marks;
  }

  /** What is or runs before one of `tops`, but is not `last` and does not run before it; each after its parents. */
  only(tops: Iterable<number>, last: number): Numbers {
    const marks = new Uint8Array(this.size);
    const placeOf = (node: number) => this.place[node] ?? 0;
    marks[last] = KNOWN;
    let wanted = 0;
    let highest = placeOf(last);
    for (const top of tops) {
      if (marks[top] !== 0) continue;
      marks[top] = WANTED;
      wanted++;
      highest = Math.max(highest, placeOf(top));
    }
    const found: number[] = [];
    // Down from the latest, only as far as something is still wanted: branches are far shorter than histories.
    for (let place = highest; wanted > 0; place--) {
      const node = this.settled[place] ?? 0;
      const mark = marks[node] ?? 0;
      if (mark === 0) continue;
      if (mark === WANTED) {
        wanted--;
        found.push(node);
      }
      for (const parent of this.parents[node] ?? []) {
        if (mark === KNOWN && marks[parent] === WANTED) wanted--;
        if (mark === WANTED && marks[parent] === 0) wanted++;
        if (mark === KNOWN || marks[parent] === 0) marks[parent] = mark;
      }
    }
    return found.reverse();
  }
}

const WANTED = 1;
const KNOWN = 2;

/** Alembic takes an empty string for `None`. */
function meant(names: readonly NodeName[] | null): readonly NodeName[] {
  if (names === null) return [];
  const [only, ...others] = names;
  return others.length === 0 && only?.text === "" ? [] : names;
}

function resolved(names: readonly NodeName[], resolve: (name: NodeName) => number | null): Numbers {
  if (names.length === 0) return [];
  const found = new Set<number>();
  for (const name of names) {
    const node = resolve(name);
    if (node !== null) found.add(node);
  }
  return [...found];
}
