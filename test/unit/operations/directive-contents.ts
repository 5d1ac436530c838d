import type { Direction, Operation, OperationContent } from "../../../server/src/migration/operation.ts";
import { engine } from "../../engine.ts";
import { migration } from "../../rule-case.ts";

const base: ReadonlySet<string> = new Set([
  "direction",
  "start",
  "end",
  "transaction",
  "savepoint",
  "guards",
  "checked",
  "swallower",
  "sheltered",
  "statement",
  "directive",
  "inDoBlock",
  "origin",
]);

/** The operations of `def upgrade` (or the whole module given), in order. */
export async function operationsOf(source: string, direction: Direction = "upgrade"): Promise<readonly Operation[]> {
  const text = source.includes("def upgrade") ? source : `def upgrade():\n${source.replaceAll(/^/gm, "    ")}\n`;
  const script = (await engine()).read(migration(text, "from sqlalchemy.dialects import postgresql"), true);
  return (script?.operations ?? []).filter((operation) => operation.direction === direction);
}

/** What the operations do, without where and when. Trees of expressions are left out: their texts tell. */
export function contentOf(operation: Operation): unknown {
  return Object.fromEntries(
    Object.entries(operation)
      .filter(([key]) => !base.has(key))
      .map(([key, value]) => [key, withoutTrees(value)]),
  );
}

function withoutTrees(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTrees);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "node" && key !== "expression")
      .map(([key, inner]) => [key, withoutTrees(inner)]),
  );
}

export type { OperationContent };
