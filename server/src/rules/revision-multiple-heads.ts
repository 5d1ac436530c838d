import { inWords, related } from "./revisions/graph-problems.ts";
import { mergeRevision } from "./revisions/merge-revision.ts";
import { repointed } from "./revisions/repointing.ts";
import type { Rule } from "./rule.ts";

/** `alembic upgrade head`, `revision` and `stamp head` ask for the one head (`RevisionMap.get_current_head`; measured with 1.8.1). */
export const revisionMultipleHeads: Rule = {
  name: "revision-multiple-heads",
  description: "The history has several heads: `alembic upgrade head` does not know which one is meant.",
  group: "revisions",
  guideline: ["Migration template"],
  severity: "warning",
  fix: "unsafe",
  *check(script, { history }) {
    const { revision } = script.header;
    const node = history?.node ?? null;
    if (history === null || node === null || revision?.text !== node.id.text) return;
    const { graph } = history;
    // What is a head is known once Alembic can read the history.
    if (graph.problems.length > 0) return;
    const heads = graph.competingHeads.find((group) => group.includes(node));
    if (heads === undefined) return;
    const others = heads.filter((head) => head !== node);
    const ids = others.map(({ id }) => id.text);
    yield {
      start: revision.start,
      end: revision.end,
      message: `'${revision.text}' is a head, and so ${others.length === 1 ? "is" : "are"} ${inWords(ids)}: "alembic upgrade head" fails with "Multiple head revisions are present". Merge them, or let one follow the other.`,
      fix: mergeRevision(heads, graph),
      alternatives: others.slice(0, 10).flatMap((other) => repointed(script, node, other, graph) ?? []),
      related: related(others, ({ id }) => ({ message: `'${id.text}' is a head too`, place: id.place })),
    };
  },
};
