import { Command, Option } from "commander";
import { type ConfigOptions, configFormats, printConfig } from "../config.ts";
import type { CommandCall } from "./command-call.ts";

export function configCommand({ output, engine }: CommandCall): Command {
  return new Command("config")
    .description("show the settings that count and what is known of the project, and where each comes from")
    .argument("[path]", "the project's folder, or a folder or file that belongs to an Alembic environment", ".")
    .addOption(new Option("--output-format <format>", "how to show it").choices(configFormats).default("text"))
    .action(async (path: string, flags: ConfigOptions) => {
      await printConfig(path, flags, await engine(), output);
    });
}
