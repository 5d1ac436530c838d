import type { GraphProblem } from "../../history/graph/revision-graph.ts";
import type { RevisionHistory } from "../../history/revision-history.ts";
import type { RelatedPlace } from "../finding.ts";

/** Nobody looks at more. */
const MOST = 10;

/** The problems of one kind that keep a migration from its place in the history; none where that is not known. */
export function problemsOf<Kind extends GraphProblem["kind"]>(
  history: RevisionHistory | null,
  kind: Kind,
): readonly Extract<GraphProblem, { readonly kind: Kind }>[] {
  if (history?.node == null) return [];
  return history.graph
    .problemsOf(history.node.path)
    .filter((problem): problem is Extract<GraphProblem, { readonly kind: Kind }> => problem.kind === kind);
}

/** The places to show for things that a finding is about: of a great many, the first. */
export function related<Thing>(
  things: readonly Thing[],
  place: (thing: Thing) => RelatedPlace,
): readonly RelatedPlace[] {
  return things.slice(0, MOST).map(place);
}

/** Ids as a sentence names them: of a great many, the first. */
export function inWords(ids: readonly string[]): string {
  const shown = ids.slice(0, MOST).map((id) => `'${id}'`);
  const left = ids.length - shown.length;
  return left > 0 ? `${shown.join(", ")} and ${left} more` : shown.join(", ");
}
