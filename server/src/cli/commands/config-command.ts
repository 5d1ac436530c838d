import { Command, Option } from "commander";
import { type ConfigOptions, configFormats, printConfig } from "../config.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText, whereSettingsAre } from "./help-text.ts";

export function configCommand({ output, engine }: CommandCall): Command {
  return new Command("config")
    .summary("show the settings that count, and where each comes from")
    .description("Show the settings that count and what is known of the project, and where each comes from.")
    .argument("[path]", "a folder with Alembic environments below it, or a folder or file that belongs to one", ".")
    .addOption(new Option("--output-format <format>", "how to show it").choices(configFormats).default("text"))
    .addHelpText(
      "after",
      helpText({
        notes: [whereSettingsAre],
        examples: [
          ["config", "of this project"],
          ["config --output-format json", "for other programs"],
        ],
      }),
    )
    .action(async (path: string, flags: ConfigOptions) => {
      await printConfig(path, flags, await engine(), output);
    });
}
