import type { Disposable, ExtensionContext } from "vscode";
import { checklistView } from "./checklist/checklist-view.ts";
import { checkAll } from "./commands/check-all.ts";
import { createEnumHelper } from "./commands/create-enum-helper.ts";
import { fixAll } from "./commands/fix-all.ts";
import { newMigration } from "./commands/new-migration.ts";
import { report } from "./commands/report.ts";
import type { LanguageServer } from "./language-server.ts";
import { revisionsView } from "./revisions/revisions-view.ts";
import { serverCommands } from "./server-commands.ts";

/** A part of the extension: registers what it offers. @returns what takes it back. */
export type Feature = (server: LanguageServer, context: ExtensionContext) => Disposable;

/** All that the extension offers besides what the protocol does: the only list. */
export const features: readonly Feature[] = [
  serverCommands,
  revisionsView,
  checklistView,
  newMigration,
  createEnumHelper,
  checkAll,
  fixAll,
  report,
];
