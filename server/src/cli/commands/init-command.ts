import { Command } from "commander";
import { init } from "../init.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText, whereSettingsAre } from "./help-text.ts";

export function initCommand({ output, engine }: CommandCall): Command {
  return new Command("init")
    .summary("adopt the tool in a project: only new migrations are checked")
    .description(
      "Adopt the tool in a project: the migrations that there are become history, which is not checked (start-after in the settings), and the project gets the enum helper. What is there already is left as it is.",
    )
    .argument("[path]", "a folder with Alembic environments below it, or a folder or file that belongs to one", ".")
    .addHelpText("after", helpText({ notes: [whereSettingsAre], examples: [["init", "in the project's folder"]] }))
    .action(async (path: string) => {
      await init(path, await engine(), output);
    });
}
