import type { Disposable, ExtensionContext } from "vscode";
import { checklistView } from "./checklist/checklist-view.ts";
import { checkAll } from "./commands/check-all.ts";
import { createEnumHelper } from "./commands/create-enum-helper.ts";
import { fixAll } from "./commands/fix-all.ts";
import { newMigration } from "./commands/new-migration.ts";
import { report } from "./commands/report.ts";
import type { LanguageServer } from "./language-server/language-server.ts";
import { runSetting } from "./language-server/run-setting.ts";
import { serverCommands } from "./language-server/server-commands.ts";
import { serverStatus } from "./language-server/server-status.ts";
import { revisionsView } from "./revisions/revisions-view.ts";
import { showRule } from "./rules/show-rule.ts";

/** A part of the extension: registers what it offers. @returns what takes it back. */
export type Feature = (server: LanguageServer, context: ExtensionContext) => Disposable;

/** All that the extension offers besides what the protocol does: the only list. */
export const features: readonly Feature[] = [
  serverCommands,
  serverStatus,
  runSetting,
  showRule,
  revisionsView,
  checklistView,
  newMigration,
  createEnumHelper,
  checkAll,
  fixAll,
  report,
];
