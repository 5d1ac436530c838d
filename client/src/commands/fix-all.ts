import { Disposable, window } from "vscode";
import {
  type AllFixed,
  fixAllCommand,
  fixWorkspaceCommand,
  isAllFixed,
} from "../../../server/src/lsp/protocol/fix-all.ts";
import type { Feature } from "../features.ts";
import { counted } from "./counted.ts";
import { registerServerCommand } from "./server-command.ts";

/** Applies safe fixes: in the active migration, or in all of them, by the preview of a refactoring. */
export const fixAll: Feature = (server) =>
  Disposable.from(
    registerServerCommand(server, "fixAllInFile", async () => {
      const document = window.activeTextEditor?.document;
      if (document === undefined) throw new Error("No migration is open: open one to fix it.");
      const fixed = await server.execute(fixAllCommand, document.uri.toString());
      return tell(fixed, "The file has changed meanwhile: try again.");
    }),
    registerServerCommand(server, "fixAllInWorkspace", async () => {
      const fixed = await server.executeLong("Looking for what can be fixed", fixWorkspaceCommand);
      return tell(fixed, "Nothing was changed.");
    }),
  );

/** @param unchanged what to say when the edits were not made. */
function tell(fixed: unknown, unchanged: string): AllFixed {
  if (!isAllFixed(fixed)) throw new Error("The language server gave no fixes.");
  void window.showInformationMessage(sentence(fixed, unchanged));
  return fixed;
}

function sentence({ migrations, findings, remaining, isApplied }: AllFixed, unchanged: string): string {
  const rest = remaining === 0 ? "" : ` ${counted(remaining, "finding")} can't be fixed safely.`;
  if (migrations === 0) return `There is nothing to fix.${rest}`;
  if (!isApplied) return unchanged;
  const where = migrations === 1 ? "" : ` in ${migrations} migrations`;
  return `Fixed ${counted(findings, "finding")}${where}.${rest}`;
}
