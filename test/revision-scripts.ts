import type { Engine } from "../server/src/engine.ts";
import type { RevisionHistory } from "../server/src/history/revision-history.ts";
import { EnvironmentIndex } from "../server/src/project/indexing/environment-index.ts";
import { indexedScript, readScript } from "../server/src/project/indexing/indexed-script.ts";

/** Where the script that is looked at, and those beside it, lie. */
export const versionsFolder = "/project/migrations/versions/";
export const scriptPath = `${versionsFolder}this.py`;

/** What the scripts beside it, by file name, say about the one with this source. */
export function historyAmong(
  loaded: Engine,
  source: string,
  others: ReadonlyMap<string, string> | Readonly<Record<string, string>>,
): RevisionHistory {
  const index = new EnvironmentIndex();
  const entries = others instanceof Map ? [...others] : Object.entries(others);
  for (const [name, text] of [...entries, ["this.py", source] as const]) {
    const path = versionsFolder + name;
    index.set(
      path,
      indexedScript(
        path,
        readScript(text, true, loaded, () => null),
      ),
    );
  }
  return index.history(scriptPath);
}

/** A script with a docstring as Alembic writes it, and nothing else in it. `parents` and `more` are Python. */
export function revisionScript(id: string, parents = "None", more = ""): string {
  const names = [...parents.replace(/[⟦⟧]/g, "").matchAll(/["']([^"']+)["']/g)].map(([, name]) => name);
  return `"""Revision ${bare(id)}

Revision ID: ${bare(id)}
Revises: ${names.join(", ")}
"""

revision = ${marks(id, `"${bare(id)}"`)}
down_revision = ${parents}
${more}

def upgrade():
    pass


def downgrade():
    pass
`;
}

/** An id may be given as `⟦id⟧`, to be marked where it is assigned. */
function bare(id: string): string {
  return id.replace(/[⟦⟧]/g, "");
}

function marks(id: string, text: string): string {
  return id === bare(id) ? text : `⟦${text}⟧`;
}
