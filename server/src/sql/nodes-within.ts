import type { Node } from "@pgsql/types";

/** All nodes of a statement or expression as PostgreSQL parsed it, itself first, those inside of others after them. */
export function* nodesWithin(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesWithin(item);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (isNode(value)) yield value;
  for (const part of Object.values(value)) yield* nodesWithin(part);
}

/** A node is an object of one property, named after its kind: `{ "ColumnRef": … }`. */
function isNode(value: object): value is Node {
  const [kind, ...others] = Object.keys(value);
  return kind !== undefined && others.length === 0 && /^[A-Z]/.test(kind);
}
