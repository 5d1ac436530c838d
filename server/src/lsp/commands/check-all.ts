import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver/node";
import { checkAny, documentAt } from "../any-document.ts";
import type { ClientFeatures } from "../client-features.ts";
import { toDiagnostic } from "../diagnostics.ts";
import { pathOf } from "../file-uris.ts";
import type { ServerParts } from "../language-features.ts";
import { type AllChecked, checkAllCommand, checkFilesCommand, type FileDiagnostics } from "../protocol/check-all.ts";
import { isListOf, isString } from "../protocol/guards.ts";
import { checkedFiles, type WorkspaceFile, workspaceFiles } from "../workspace-migrations.ts";
import { failed } from "./failed.ts";
import type { ServerCommand } from "./server-command.ts";

/** Checks all migrations below the open folders, as `check` does in each of them. */
export const checkAll: ServerCommand = {
  name: checkAllCommand,
  async run(_given, parts, { progress, token, features }): Promise<AllChecked> {
    const files: FileDiagnostics[] = [];
    let migrations = 0;
    for await (const file of workspaceFiles(parts, "Checking all migrations", progress, token)) {
      const diagnostics = await diagnosticsIn(file, parts, features);
      if (diagnostics === null) continue;
      migrations++;
      if (diagnostics.length > 0) files.push({ uri: file.document.uri, diagnostics });
    }
    return { migrations, isComplete: !token.isCancellationRequested, files };
  },
};

/** Checks some of them again: those that have been closed, or changed on disk. */
export const checkFiles: ServerCommand = {
  name: checkFilesCommand,
  async run([uris], parts, { features }): Promise<readonly FileDiagnostics[]> {
    if (!isListOf(uris, isString)) throw failed("The URIs of files are needed.");
    const wanted = new Set(uris.map((uri) => pathToFileURL(pathOf(uri) ?? "").href));
    const files: FileDiagnostics[] = [];
    for (const [path, scope] of await checkedFiles(parts)) {
      if (!wanted.has(pathToFileURL(path).href)) continue;
      const found = documentAt(path, parts.project);
      const diagnostics = found === null ? null : await diagnosticsIn({ ...found, scope }, parts, features);
      if (diagnostics !== null && diagnostics.length > 0) files.push({ uri: pathToFileURL(path).href, diagnostics });
    }
    return files;
  },
};

/** Null for what is no migration. Of a text that changes meanwhile, its editor shows what is found. */
async function diagnosticsIn(
  file: WorkspaceFile,
  { checker }: ServerParts,
  features: ClientFeatures,
): Promise<readonly Diagnostic[] | null> {
  const { document, scope } = file;
  const { basis, findings, version } = await checkAny(file, checker, scope);
  if (basis === null) return null;
  return version === document.version ? findings.map((each) => toDiagnostic(each, document, features)) : [];
}
