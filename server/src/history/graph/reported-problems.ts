import type { Place } from "../place.ts";
import type { GraphProblem, RevisionGraph } from "./revision-graph.ts";
import type { RevisionNode } from "./revision-node.ts";

/** What is wrong with a graph, once for all revisions that are involved. */
export interface ReportedProblem {
  /** `heads`: several heads that should be one. */
  readonly kind: GraphProblem["kind"] | "heads";
  readonly message: string;
  readonly revisions: readonly string[];
  readonly places: readonly Place[];
}

/** Whoever reads this looks at the first. */
const MOST_NAMED = 10;

/** What `alembic` would stumble over, in the order of the scripts; heads that should be one come last. */
export function reportedProblems(graph: RevisionGraph): readonly ReportedProblem[] {
  const told = new Set<unknown>();
  const isNew = (thing: unknown) => !told.has(thing) && told.add(thing) !== undefined;
  const reported: ReportedProblem[] = [];
  for (const problem of graph.problems) {
    const { kind, node } = problem;
    const id = node.id.text;
    switch (kind) {
      case "duplicate": {
        if (!isNew(`id ${id}`)) break;
        const places = [node, ...problem.others].map((each) => each.id.place);
        const message = `${places.length} scripts have the id '${id}'`;
        reported.push({ kind, message, revisions: [id], places });
        break;
      }
      case "missing": {
        const message = `'${id}' names '${problem.name.text}' in ${problem.variable}, which no script has`;
        reported.push({ kind, message, revisions: [id], places: [problem.name.place] });
        break;
      }
      case "cycle": {
        const { ring } = problem;
        if (!isNew(ring)) break;
        const by = ring.length === 1 ? "" : `, by way of ${inWords(ring.slice(1))}`;
        const places = ring.map((each) => each.id.place);
        reported.push({ kind, message: `'${ring[0]?.id.text}' follows itself${by}`, revisions: idsOf(ring), places });
        break;
      }
      case "characters": {
        const message = `the id '${id}' has ${problem.characters.join(" and ")} in it, which Alembic refuses`;
        reported.push({ kind, message, revisions: [id], places: [node.id.place] });
        break;
      }
      case "label": {
        const { label, other } = problem;
        if (!isNew(`label ${label.text}`)) break;
        const message =
          other === node
            ? `'${id}' has the branch label '${label.text}' twice`
            : `the branch label '${label.text}' of '${id}' is ${other.id.text === label.text ? "a revision's id" : `used by '${other.id.text}', too`}`;
        const there = other.branchLabels?.find(({ text }) => text === label.text) ?? other.id;
        const places = other === node ? [label.place] : [label.place, there.place];
        reported.push({ kind, message, revisions: idsOf([node, other]), places });
      }
    }
  }
  if (graph.problems.length > 0) return reported;
  for (const heads of graph.competingHeads) {
    const message = `${heads.length} heads where one is expected: ${inWords(heads)}`;
    reported.push({ kind: "heads", message, revisions: idsOf(heads), places: heads.map(({ id }) => id.place) });
  }
  return reported;
}

function idsOf(nodes: readonly RevisionNode[]): readonly string[] {
  return [...new Set(nodes.map(({ id }) => id.text))];
}

function inWords(nodes: readonly RevisionNode[]): string {
  const left = nodes.length - MOST_NAMED;
  const named = nodes.slice(0, MOST_NAMED).map(({ id }) => `'${id.text}'`);
  return left > 0 ? `${named.join(", ")} and ${left} more` : named.join(", ");
}
