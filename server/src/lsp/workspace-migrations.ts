import { pathToFileURL } from "node:url";
import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver/node";
import { Pause } from "../project/indexing/pause.ts";
import { listCheckedFiles } from "../project/migration-files.ts";
import { SettingsError } from "../project/settings-file.ts";
import { type AnyDocument, documentAt } from "./any-document.ts";
import { failed } from "./commands/failed.ts";
import type { ServerParts } from "./language-features.ts";

/** A Python file below an open folder, as it is at this moment. */
export interface WorkspaceFile extends AnyDocument {
  /** The URI of the open folder: its settings of the editor count. */
  readonly scope: string;
}

/**
 * Goes through the Python files below the open folders that `check` would look at, without keeping the client waiting for anything else. It ends
 * early when `token` is cancelled.
 * @throws ResponseError where no folder is open, or a folder's settings can't be used.
 */
export async function* workspaceFiles(
  parts: ServerParts,
  title: string,
  progress: WorkDoneProgressReporter,
  token: CancellationToken,
): AsyncGenerator<WorkspaceFile> {
  progress.begin(title, 0, undefined, true);
  try {
    const scopes = await checkedFiles(parts);
    const pause = new Pause();
    let shown = 0;
    for (const [index, [path, scope]] of [...scopes].entries()) {
      await pause.whenDue();
      if (token.isCancellationRequested) return;
      const percent = Math.floor((100 * index) / scopes.size);
      if (percent > shown) progress.report(percent, `${index} of ${scopes.size} files`);
      shown = percent;
      const found = documentAt(path, parts.project);
      if (found !== null) yield { ...found, scope };
    }
  } finally {
    progress.done();
  }
}

/**
 * The URIs of the open folders, by the paths of the Python files below them that `check` would look at.
 * @throws ResponseError where no folder is open, or a folder's settings can't be used.
 */
export async function checkedFiles({ folders, project }: ServerParts): Promise<ReadonlyMap<string, string>> {
  if (folders.paths.length === 0) throw failed("No folder is open: open the project's folder first.");
  const scopes = new Map<string, string>();
  for (const folder of folders.paths) {
    try {
      const files = await listCheckedFiles(folder, project.current.settingsFile(folder), project.current);
      for (const file of files) scopes.set(file, pathToFileURL(folder).href);
    } catch (error) {
      if (error instanceof SettingsError) throw failed(error.message);
      throw error;
    }
  }
  return scopes;
}
