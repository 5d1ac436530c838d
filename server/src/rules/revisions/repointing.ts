import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import type { TextEdit } from "../../migration/edit/text-edit.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Fix } from "../finding.ts";
import { isPlainId, withDocstringIds, withOtherName } from "./header-edits.ts";

/**
 * A fix that lets a head follow another one, so that both are one line. Null where the head is not the first revision of its branch: that
 * one would have to follow, and is another script.
 */
export function repointed(
  script: MigrationScript,
  head: RevisionNode,
  other: RevisionNode,
  graph: RevisionGraph,
): Fix | null {
  const before = graph.before(other);
  const [parent, ...more] = head.downRevisions ?? [];
  if (head.downRevisions === null || more.length > 0 || before.includes(head)) return null;
  if (parent !== undefined && !before.some(({ id }) => id.text === parent.text)) return null;
  const id = other.id.text;
  const edit = newParent(script, id);
  if (edit === null) return null;
  const line = script.header.docstring?.revises ?? null;
  const said = line === null ? null : withDocstringIds(script.source, line, [id]);
  return {
    applicability: "unsafe",
    message: `Let this revision follow '${id}'`,
    edits: said === null ? [edit] : [said, edit],
    fileChanges: [],
  };
}

/** Puts `id` where `down_revision` names its only parent, or none. */
function newParent({ source, header }: MigrationScript, id: string): TextEdit | null {
  const { names, value } = header.downRevision;
  const [name, ...others] = names ?? [];
  if (name !== undefined) return others.length > 0 ? null : withOtherName(source, name, id);
  const isNone = names !== null && value !== null && source.slice(value.start, value.end) === "None";
  return isNone && isPlainId(id) ? { start: value.start, end: value.end, text: `"${id}"` } : null;
}
