import { checkAll, checkFiles } from "./check-all.ts";
import { checklist, showChecklist } from "./checklist.ts";
import { createEnumHelper, enumHelperPlaces } from "./enum-helper.ts";
import { fixAll, fixWorkspace } from "./fix-all.ts";
import { newMigration, newMigrationChoices } from "./new-migration.ts";
import { openRevision } from "./open-revision.ts";
import { report } from "./report.ts";
import { revisions } from "./revisions.ts";
import type { ServerCommand } from "./server-command.ts";
import { showRule } from "./show-rule.ts";

/** All commands: the only list. */
export const serverCommands: readonly ServerCommand[] = [
  checkAll,
  checkFiles,
  checklist,
  showChecklist,
  createEnumHelper,
  enumHelperPlaces,
  fixAll,
  fixWorkspace,
  newMigration,
  newMigrationChoices,
  openRevision,
  report,
  revisions,
  showRule,
];
