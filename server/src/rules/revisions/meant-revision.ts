import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import { byLikeness } from "../../nearest-name.ts";

/** A shorter beginning of an id names it by chance. */
const SHORTEST_PREFIX = 4;
/** Of ids that are drawn by lot, two are never nearly alike. */
const SHORTEST_RANDOM = 8;

/** The revision that is clearly meant by a name that none has; null where none is, or `node` could not follow it. */
export function meantRevision(name: string, node: RevisionNode, graph: RevisionGraph): RevisionNode | null {
  const known = graph.nodes.map(({ id }) => id.text).filter((id) => id !== node.id.text);
  const id = begunBy(name, known) ?? misspelt(name, known);
  const meant = id === null ? null : graph.get(id);
  return meant === null || graph.before(meant).includes(node) ? null : meant;
}

/** The one id that begins with `name`, as Alembic's command line takes it. */
function begunBy(name: string, known: readonly string[]): string | null {
  if (name.length < SHORTEST_PREFIX) return null;
  const [only, ...others] = known.filter((id) => id.startsWith(name));
  return only !== undefined && others.length === 0 ? only : null;
}

/** The id that differs in a character of six at most, where every other one differs in far more. */
function misspelt(name: string, known: readonly string[]): string | null {
  const [nearest, next] = byLikeness(name, known);
  if (nearest === undefined || nearest.edits > Math.max(1, Math.floor(name.length / 6))) return null;
  if (next !== undefined && next.edits < 3 * nearest.edits) return null;
  return isRandom(nearest.name) || digitsOf(nearest.name) === digitsOf(name) ? nearest.name : null;
}

/** Whether an id looks as Alembic makes them. Others count up: one that differs in its digits is another revision. */
function isRandom(id: string): boolean {
  return id.length >= SHORTEST_RANDOM && /^(?=.*[a-f])[0-9a-f]+$/.test(id);
}

function digitsOf(id: string): string {
  return id.replace(/\D/g, "");
}
