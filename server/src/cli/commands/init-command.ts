import { Command } from "commander";
import { init } from "../init.ts";
import type { CommandCall } from "./command-call.ts";

export function initCommand({ output, engine }: CommandCall): Command {
  return new Command("init")
    .description("adopt the tool: the migrations that there are become history, and the project gets the enum helper")
    .argument("[path]", "the project's folder, or one inside of its Alembic environment", ".")
    .action(async (path: string) => {
      await init(path, await engine(), output);
    });
}
