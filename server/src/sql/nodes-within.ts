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
    const isList = Array.isArray(next);
    if (!isList && isNode(next)) {
      yield next;
      if ("A_Const" in next || "String" in next) continue;
    }
    const parts: readonly unknown[] = isList ? next : Object.values(next);
    for (let index = parts.length - 1; index >= 0; index--) {
      const part = parts[index];
      if (typeof part === "object") pending.push(part);
    }
  }
}

/** A node is an object of one property, named after its kind: `{ "ColumnRef": … }`. */
function isNode(value: object): value is Node {
  let first: string | null = null;
  for (const kind in value) {
    if (first !== null) return false;
    first = kind;
  }
  const initial = first?.charCodeAt(0) ?? 0;
  return initial >= CAPITAL_A && initial <= CAPITAL_Z;
}

const CAPITAL_A = 65;
const CAPITAL_Z = 90;
