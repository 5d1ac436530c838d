type Numbers = readonly number[];

/**
 * Which of `nodes` name each one of all.
 * @param named what each names.
 */
export function followersOf(nodes: Iterable<number>, named: readonly Numbers[]): readonly Numbers[] {
  // Most have one follower: an empty list that grows would get room for seventeen.
  const none: number[] = [];
  const followers = named.map(() => none);
  for (const node of nodes) {
    for (const parent of named[node] ?? []) {
      const known = followers[parent];
      if (known === none) followers[parent] = [node];
      else known?.push(node);
    }
  }
  return followers;
}
