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
