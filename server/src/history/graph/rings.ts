type Numbers = readonly number[];

/** Revisions that are all ancestors of each other. */
export interface Ring {
  readonly members: Numbers;
  /** For some members, all where the ring is not too large: a way from each back to itself; each follows the next. */
  readonly ways: ReadonlyMap<number, Numbers>;
}

/** Steps that the search for ways may take in a graph. A ring that is nothing but a ring takes as many as it has members. */
const MOST_STEPS = 1_000_000;

/**
 * Finds what follows itself, by Tarjan's algorithm (without recursion: histories are long).
 * @param named what each revision names as its parents.
 * @returns the rings, and all revisions, each after its parents; those of one ring stand together.
 */
export function ringsAndOrder(named: readonly Numbers[]): { rings: readonly Ring[]; settled: Numbers } {
  const size = named.length;
  const rings: Ring[] = [];
  const settled: number[] = [];
  // 0: not yet met.
  const met = new Int32Array(size);
  const lowest = new Int32Array(size);
  const isWaiting = new Uint8Array(size);
  const nextParent = new Int32Array(size);
  const waiting: number[] = [];
  let count = 0;
  const enter = (node: number): void => {
    count++;
    met[node] = count;
    lowest[node] = count;
    waiting.push(node);
    isWaiting[node] = 1;
  };
  const lower = (node: number, to: number | undefined): void => {
    if (to !== undefined && to < (lowest[node] ?? 0)) lowest[node] = to;
  };
  let steps = MOST_STEPS;
  for (let start = 0; start < size; start++) {
    if (met[start] !== 0) continue;
    enter(start);
    const open = [start];
    for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
      const at = nextParent[node] ?? 0;
      const parent = named[node]?.[at];
      if (parent !== undefined) {
        nextParent[node] = at + 1;
        if (met[parent] === 0) {
          enter(parent);
          open.push(parent);
        } else if (isWaiting[parent] === 1) lower(node, met[parent]);
        continue;
      }
      open.pop();
      const child = open.at(-1);
      if (child !== undefined) lower(child, lowest[node]);
      if (lowest[node] !== met[node]) continue;
      const members = waiting.splice(waiting.lastIndexOf(node));
      for (const member of members) isWaiting[member] = 0;
      for (const member of members) settled.push(member);
      if (members.length === 1 && !named[node]?.includes(node)) continue;
      const { ways, left } = waysRound(members, named, steps);
      steps = left;
      rings.push({ members, ways });
    }
  }
  return { rings, settled };
}

/** The shortest ways round through the members of a ring; one way serves all that it passes. */
function waysRound(
  members: Numbers,
  named: readonly Numbers[],
  steps: number,
): { ways: ReadonlyMap<number, Numbers>; left: number } {
  const inside = new Set(members);
  const ways = new Map<number, Numbers>();
  let left = steps;
  for (const start of members.toSorted((a, b) => a - b)) {
    if (ways.has(start)) continue;
    // The first way is always looked for: it takes no longer than finding the ring did.
    if (left <= 0 && ways.size > 0) break;
    const reachedFrom = new Map<number, number>();
    const open = [start];
    for (let at = 0; at < open.length && !reachedFrom.has(start); at++) {
      const node = open[at] ?? start;
      for (const parent of named[node] ?? []) {
        left--;
        if (!inside.has(parent) || reachedFrom.has(parent)) continue;
        reachedFrom.set(parent, node);
        open.push(parent);
      }
    }
    const way: number[] = [];
    for (let node = reachedFrom.get(start); node !== undefined && node !== start; node = reachedFrom.get(node)) {
      way.push(node);
    }
    way.push(start);
    way.reverse();
    for (const node of way) if (!ways.has(node)) ways.set(node, way);
  }
  return { ways, left };
}
