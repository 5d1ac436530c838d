import type { RevisionNode } from "../history/graph/revision-node.ts";
import type { HeaderName, RevisionHeader } from "../migration/revision-header.ts";
import { inWords, problemsOf, related } from "./revisions/graph-problems.ts";
import type { Rule } from "./rule.ts";

/** `RevisionMap._detect_cycles` refuses cycles of `down_revision`, and of both variables taken together (measured with 1.8.1). */
export const revisionCycle: Rule = {
  name: "revision-cycle",
  description: "A revision follows itself, directly or by way of others: Alembic can't read the history.",
  group: "revisions",
  guideline: ["Migration template"],
  severity: "error",
  fix: "none",
  *check({ header }, { history }) {
    for (const { node, ring } of problemsOf(history, "cycle")) {
      const at = ring.indexOf(node);
      const others = [...ring.slice(at + 1), ...ring.slice(0, at)];
      const next = others[0] ?? node;
      const name = leadingTo(next, header);
      if (name === null || header.revision === null) continue;
      const way =
        others.length === 0
          ? "names itself as its parent"
          : `follows itself, by way of ${inWords(others.map(({ id }) => id.text))}`;
      yield {
        start: name.start,
        end: name.end,
        message: `Revision '${node.id.text}' ${way}: every alembic command that reads the revisions fails. Name the revision that it really follows.`,
        fix: null,
        related: related(others, (other) => ({
          message: `'${other.id.text}' is part of the cycle`,
          place: other.id.place,
        })),
      };
    }
  },
};

/** Where the header names `next`, by its id or, in `depends_on`, by a label. */
function leadingTo(next: RevisionNode, { downRevision, dependsOn }: RevisionHeader): HeaderName | null {
  const labels = next.branchLabels?.map(({ text }) => text) ?? [];
  return (
    downRevision.names?.find(({ text }) => text === next.id.text) ??
    dependsOn.names?.find(({ text }) => text === next.id.text || labels.includes(text)) ??
    null
  );
}
