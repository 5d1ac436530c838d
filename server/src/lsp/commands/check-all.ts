import { checkAny } from "../any-document.ts";
import { toDiagnostic } from "../diagnostics.ts";
import { type AllChecked, checkAllCommand, type FileDiagnostics } from "../protocol/check-all.ts";
import { workspaceFiles } from "../workspace-migrations.ts";
import type { ServerCommand } from "./server-command.ts";

/** Checks all migrations below the open folders, as `check` does in each of them. */
export const checkAll: ServerCommand = {
  name: checkAllCommand,
  async run(_given, parts, { progress, token, features }): Promise<AllChecked> {
    const files: FileDiagnostics[] = [];
    let migrations = 0;
    for await (const file of workspaceFiles(parts, "Checking all migrations", progress, token)) {
      const { document, scope } = file;
      const { basis, findings, version } = await checkAny(file, parts.checker, scope);
      if (basis === null) continue;
      migrations++;
      // Of a text that changes meanwhile, its editor shows what is found.
      if (findings.length === 0 || version !== document.version) continue;
      files.push({ uri: document.uri, diagnostics: findings.map((each) => toDiagnostic(each, document, features)) });
    }
    return { migrations, isComplete: !token.isCancellationRequested, files };
  },
};
