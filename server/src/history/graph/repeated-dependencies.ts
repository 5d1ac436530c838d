import type { Lineage } from "./lineage.ts";

type Numbers = readonly number[];

/** Steps that may be taken for each revision. */
const MOST_STEPS_EACH = 64;

/**
 * The parents of each revision, but without what it depends on where an ancestor depends on that already
 * (`RevisionMap._normalize_depends_on`). Where a graph is so tangled that this would take long, some of them stay: they change no more than
 * the order.
 */
export function withoutRepeatedDependencies({ size, parents, followed, needed, place }: Lineage): readonly Numbers[] {
  const dependents = new Map<number, number[]>();
  for (let node = 0; node < size; node++) {
    for (const dependency of needed[node] ?? []) {
      const others = dependents.get(dependency);
      if (others === undefined) dependents.set(dependency, [node]);
      else others.push(node);
    }
  }
  let stepsLeft = MOST_STEPS_EACH * size;
  const placeOf = (node: number) => place[node] ?? 0;
  return parents.map((all, node) => {
    const shared = (needed[node] ?? []).filter((dependency) => (dependents.get(dependency)?.length ?? 0) > 1);
    if (shared.length === 0 || all.length === 0 || stepsLeft <= 0) return all;
    const rivals = new Set<number>();
    for (const dependency of shared) {
      for (const rival of dependents.get(dependency) ?? []) if (placeOf(rival) < placeOf(node)) rivals.add(rival);
      stepsLeft -= dependents.get(dependency)?.length ?? 0;
    }
    const repeated = new Set<number>();
    const seen = new Set<number>();
    const lowest = [...rivals].reduce((least, rival) => Math.min(least, placeOf(rival)), placeOf(node));
    const open = [...(followed[node] ?? [])];
    for (let ancestor = open.pop(); ancestor !== undefined && stepsLeft > 0; ancestor = open.pop()) {
      stepsLeft--;
      if (seen.has(ancestor) || placeOf(ancestor) < lowest) continue;
      seen.add(ancestor);
      if (rivals.has(ancestor)) for (const dependency of needed[ancestor] ?? []) repeated.add(dependency);
      open.push(...(followed[ancestor] ?? []));
    }
    const own = new Set(followed[node] ?? []);
    return all.filter((parent) => own.has(parent) || !repeated.has(parent));
  });
}
