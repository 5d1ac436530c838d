import type { MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import { problemsOf } from "./revisions/graph-problems.ts";
import { withDocstringIds, withOtherName } from "./revisions/header-edits.ts";
import { meantRevision } from "./revisions/meant-revision.ts";
import type { Rule } from "./rule.ts";

/** Alembic looks names up as they are, partial ids not included (`RevisionMap._revision_map`, `_add_depends_on`; measured with 1.8.1). */
export const revisionParentMissing: Rule = {
  name: "revision-parent-missing",
  description: "`down_revision` or `depends_on` names a revision that no script has: Alembic can't read the history.",
  group: "revisions",
  guideline: ["Migration template"],
  severity: "error",
  fix: "safe",
  *check(script, { history }) {
    for (const { name: missing, variable, node } of problemsOf(history, "missing")) {
      const { downRevision, dependsOn } = script.header;
      const { names } = variable === "down_revision" ? downRevision : dependsOn;
      const name = names?.find(({ text }) => text === missing.text);
      if (name === undefined || history === null) continue;
      const meant = meantRevision(name.text, node, history.graph);
      const advice =
        meant === null
          ? "Restore that script, or name the revision that this one follows."
          : `Did you mean '${meant.id.text}'?`;
      yield {
        start: name.start,
        end: name.end,
        message: `No script has the revision id '${name.text}', which ${variable} names: every alembic command that reads the revisions stops with a KeyError. ${advice}`,
        fix: meant === null ? null : correct(script, name, meant.id.text, variable),
        related: meant === null ? [] : [{ message: `'${meant.id.text}' is here`, place: meant.id.place }],
      };
    }
  },
};

/** Safe: as it is, no alembic command works. */
function correct(
  { source, header }: MigrationScript,
  name: Parameters<typeof withOtherName>[1],
  id: string,
  variable: "down_revision" | "depends_on",
): Fix | null {
  const edit = withOtherName(source, name, id);
  if (edit === null) return null;
  const line = variable === "down_revision" ? (header.docstring?.revises ?? null) : null;
  const said =
    line?.ids.includes(name.text) === true
      ? withDocstringIds(
          source,
          line,
          line.ids.map((each) => (each === name.text ? id : each)),
        )
      : null;
  return {
    applicability: "safe",
    message: `Change it to '${id}'`,
    edits: said === null ? [edit] : [said, edit],
    fileChanges: [],
  };
}
