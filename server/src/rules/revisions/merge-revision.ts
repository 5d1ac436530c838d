import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import type { Fix } from "../finding.ts";
import { isPlainId } from "./header-edits.ts";
import { mergeFileName } from "./merge-file-name.ts";

/** More heads than this are no branches that somebody forgot to merge. */
const MOST_HEADS = 20;
/** Of the ids that Alembic makes. */
const ID_LENGTH = 12;

/**
 * A fix that creates the revision that `alembic merge` would. Whoever makes it for the same heads makes the same file: two people who do so
 * have no conflict, and no new heads.
 */
export function mergeRevision(heads: readonly RevisionNode[], graph: RevisionGraph): Fix | null {
  if (heads.length > MOST_HEADS) return null;
  const byId = new Map(heads.map((head) => [head.id.text, head]));
  const ids = [...byId.keys()].sort();
  const [first] = ids;
  const folder = folderOf(byId.get(first ?? "")?.path ?? "");
  if (folder === null || !ids.every(isPlainId)) return null;
  const id = bytesToHex(sha256(utf8ToBytes(ids.join("\n")))).slice(0, ID_LENGTH);
  if (graph.get(id) !== null) return null;
  const message = `Merge ${ids.slice(0, -1).join(", ")} and ${ids.at(-1) ?? ""}`;
  return {
    applicability: "unsafe",
    message: `Create the merge revision ${id}`,
    edits: [],
    fileChanges: [
      {
        path: folder + mergeFileName(heads, id, message),
        content: script(id, ids, message),
        action: { kind: "create" },
      },
    ],
  };
}

/** The folder of a path, with the separator at its end. */
function folderOf(path: string): string | null {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end < 0 ? null : path.slice(0, end + 1);
}

/** Without a date, which would differ from one run to the next. */
function script(id: string, parents: readonly string[], message: string): string {
  return `"""${message}

Revision ID: ${id}
Revises: ${parents.join(", ")}
"""

# revision identifiers, used by Alembic.
revision = "${id}"
down_revision = (${parents.map((parent) => `"${parent}"`).join(", ")})
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
`;
}
