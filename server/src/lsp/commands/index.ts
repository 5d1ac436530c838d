import { openRevision } from "./open-revision.ts";
import { revisions } from "./revisions.ts";
import type { ServerCommand } from "./server-command.ts";
import { showRule } from "./show-rule.ts";

/** All commands: the only list. */
export const serverCommands: readonly ServerCommand[] = [openRevision, revisions, showRule];
