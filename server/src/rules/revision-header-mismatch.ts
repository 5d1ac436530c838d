import type { DocstringLine } from "../migration/header-docstring.ts";
import type { MigrationScript } from "../migration/script.ts";
import { problemsOf } from "./revisions/graph-problems.ts";
import { withDocstringIds } from "./revisions/header-edits.ts";
import type { Report, Rule } from "./rule.ts";

/** Alembic reads the variables; `alembic history --verbose` and people read the docstring too. */
export const revisionHeaderMismatch: Rule = {
  name: "revision-header-mismatch",
  description: "The docstring names another revision id or parent than the variables that Alembic reads.",
  group: "revisions",
  guideline: ["Migration template"],
  severity: "info",
  fix: "safe",
  *check(script, { history }) {
    const { revision, downRevision, docstring } = script.header;
    if (docstring === null) return;
    const { revisionId, revises } = docstring;
    if (revision !== null && revisionId !== null && !saySame(revisionId.ids, [revision.text])) {
      yield mismatch(script, revisionId, [revision.text], {
        said: `The docstring gives this revision the id ${listed(revisionId.ids)}, the variable '${revision.text}'`,
        message: "Write the revision's id into the docstring",
      });
    }
    const parents = downRevision.names?.map(({ text }) => text) ?? null;
    if (parents === null || revises === null || saySame(revises.ids, parents)) return;
    // Which of the two is wrong is another rule's to say.
    if (problemsOf(history, "missing").some(({ variable }) => variable === "down_revision")) return;
    yield mismatch(script, revises, parents, {
      said: `The docstring says that this revision follows ${listed(revises.ids)}, down_revision says ${listed(parents)}`,
      message: "Write down_revision into the docstring",
    });
  },
};

function mismatch(
  { source }: MigrationScript,
  line: DocstringLine,
  ids: readonly string[],
  { said, message }: { readonly said: string; readonly message: string },
): Report {
  const edit = withDocstringIds(source, line, ids);
  return {
    ...marked(source, line),
    message: `${said}. Alembic goes by the variables.`,
    fix: edit === null ? null : { applicability: "safe", message, edits: [edit], fileChanges: [] },
  };
}

/** What the line says; where that is nothing, its key. */
function marked(source: string, { start, end }: DocstringLine): { readonly start: number; readonly end: number } {
  if (start < end) return { start, end };
  const line = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  const key = line.trim();
  const at = start - line.length + line.indexOf(key);
  return { start: at, end: at + key.length };
}

/** Whether a docstring names these ids and no others, in whatever order and as whatever Python writes. `None` and `<base>` are none. */
function saySame(said: readonly string[], ids: readonly string[]): boolean {
  const bare = said.map((id) => id.replace(/^[(["']+|[)\]"']+$/g, ""));
  const named = bare.filter((id) => !["", "None", "<base>"].includes(id));
  return named.length === ids.length && ids.every((id) => named.includes(id));
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? "none" : ids.map((id) => `'${id}'`).join(", ");
}
