import { problemsOf, related } from "./revisions/graph-problems.ts";
import type { Rule } from "./rule.ts";

/** Alembic warns, keeps the script that it has read last, and counts the others as heads (`RevisionMap._revision_map`; measured with 1.8.1). */
export const revisionDuplicate: Rule = {
  name: "revision-duplicate",
  description:
    "Two scripts have one revision id: Alembic never runs one of them, and `alembic upgrade head` sees several heads.",
  group: "revisions",
  guideline: ["Migration template"],
  severity: "error",
  fix: "none",
  *check({ header: { revision } }, { history }) {
    for (const { others } of problemsOf(history, "duplicate")) {
      if (revision === null || revision.text !== others[0]?.id.text) continue;
      const count = others.length + 1;
      yield {
        start: revision.start,
        end: revision.end,
        message: `${count} scripts have the revision id '${revision.text}': Alembic runs one of them only, and "alembic upgrade head" fails with "Multiple head revisions are present". Give each an id of its own.`,
        fix: null,
        related: related(others, ({ id }) => ({
          message: `'${id.text}' is the id of this script too`,
          place: id.place,
        })),
      };
    }
  },
};
