import { Command, Option } from "commander";
import { type ChecklistOptions, checklistFormats, printChecklists } from "../checklist.ts";
import type { CommandCall } from "./command-call.ts";

interface ChecklistFlags {
  readonly outputFormat: ChecklistOptions["outputFormat"];
  readonly isolated?: true;
  readonly config?: string;
  readonly cache: boolean;
}

export function checklistCommand({ output, engine, exitWith }: CommandCall): Command {
  return new Command("checklist")
    .description("tick the guideline's checklist for migrations: what holds, what fails, what is not yet tested")
    .argument("<file...>", "migrations")
    .addOption(new Option("--output-format <format>", "how to show it").choices(checklistFormats).default("text"))
    .option("--isolated", "look at no settings file and no other file of the project")
    .option("--config <file>", "settings file to use instead of the nearest one")
    .option("--no-cache", "neither use nor keep what was read of the migrations")
    .addHelpText("after", "\nExit status: 0 no point fails, 1 one does, 2 the call, the settings or a file is wrong.")
    .action(async (paths: readonly string[], flags: ChecklistFlags) => {
      const options = { ...flags, isolated: flags.isolated ?? false, config: flags.config ?? null };
      exitWith(await printChecklists(paths, options, await engine(), output));
    });
}
