import type { ServerCommand } from "./server-command.ts";

/** All commands: the only list. */
export const serverCommands: readonly ServerCommand[] = [];
