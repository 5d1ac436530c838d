import type { Node } from "@pgsql/types";

/**
 * All nodes of a statement or expression as PostgreSQL parsed it, itself first, those inside of others after them. A sum of thousands of
 * terms is as many levels deep: no stack of calls could hold them.
 */
export function* nodesWithin(value: unknown): Generator<Node> {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== "object" || next === null) continue;
    if (!Array.isArray(next) && isNode(next)) yield next;
    const parts: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    for (let index = parts.length - 1; index >= 0; index--) pending.push(parts[index]);
  }
}

/** A node is an object of one property, named after its kind: `{ "ColumnRef": … }`. */
function isNode(value: object): value is Node {
  const [kind, ...others] = Object.keys(value);
  return kind !== undefined && others.length === 0 && /^[A-Z]/.test(kind);
}
