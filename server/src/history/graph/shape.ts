import { followersOf } from "./followers.ts";
import type { Lineage } from "./lineage.ts";
import type { RevisionNames } from "./revision-names.ts";
import type { RevisionNode } from "./revision-node.ts";

type Numbers = readonly number[];

/** Where lines of revisions begin, part and end. Of several scripts with one id, only the first takes part. */
export interface Shape {
  /** The scripts that take part. */
  readonly counted: Numbers;
  /** What no `down_revision` names. */
  readonly heads: Numbers;
  /** What no `depends_on` names either. */
  readonly realHeads: Numbers;
  /** What runs before nothing: the real heads, and what only revisions in a ring name. */
  readonly tops: Numbers;
  /** What has no `down_revision`. */
  readonly bases: Numbers;
  /** What names each script in `down_revision`. */
  readonly followers: readonly Numbers[];
  /** What several name in `down_revision`. */
  readonly branchPoints: Numbers;
}

export function shapeOf(nodes: readonly RevisionNode[], names: RevisionNames, lineage: Lineage): Shape {
  const { size, followed, needed, parents } = lineage;
  const counted = [...nodes.entries()].filter(([node, { id }]) => names.byId(id.text) === node).map(([node]) => node);
  const followers = followersOf(counted, followed);
  const isNeeded = new Uint8Array(size);
  const isParent = new Uint8Array(size);
  for (const node of counted) {
    for (const dependency of needed[node] ?? []) isNeeded[dependency] = 1;
    for (const parent of parents[node] ?? []) isParent[parent] = 1;
  }
  const heads = counted.filter((node) => followers[node]?.length === 0);
  return {
    counted,
    heads,
    realHeads: heads.filter((node) => isNeeded[node] === 0),
    tops: counted.filter((node) => isParent[node] === 0),
    bases: counted.filter((node) => nodes[node]?.downRevisions?.every(({ text }) => text === "") === true),
    followers,
    branchPoints: counted.filter((node) => (followers[node]?.length ?? 0) > 1),
  };
}
