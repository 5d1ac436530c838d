import type { Lineage } from "./lineage.ts";
import type { RevisionNames } from "./revision-names.ts";
import type { RevisionNode } from "./revision-node.ts";

/** The rank of a revision in a ring or after one. */
export const UNRANKED = -1;

/** How long the longest way from a base to each revision is. */
export function ranksOf({ size, settled, parents, isInRing }: Lineage): Int32Array {
  const ranks = new Int32Array(size);
  for (const node of settled) {
    let rank = isInRing[node] === 1 ? UNRANKED : 0;
    for (const parent of parents[node] ?? []) {
      const below = ranks[parent] ?? UNRANKED;
      rank = rank === UNRANKED || below === UNRANKED ? UNRANKED : Math.max(rank, below + 1);
    }
    ranks[node] = rank;
  }
  return ranks;
}

/** 1 for each revision of which all that runs before it is known. */
export function knownHistories(nodes: readonly RevisionNode[], names: RevisionNames, lineage: Lineage): Uint8Array {
  const isKnown = Uint8Array.from(nodes, ({ downRevisions, dependsOn }) =>
    downRevisions === null || dependsOn === null ? 0 : 1,
  );
  const isTwice = Uint8Array.from(nodes, ({ id }) => (names.withId(id.text).length > 1 ? 1 : 0));
  for (const { node } of lineage.missing) isKnown[node] = 0;
  for (const node of lineage.settled) {
    if (lineage.isInRing[node] === 1) isKnown[node] = 0;
    for (const parent of lineage.parents[node] ?? []) {
      if (isKnown[parent] === 0 || isTwice[parent] === 1) isKnown[node] = 0;
    }
  }
  return isKnown;
}
