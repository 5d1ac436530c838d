import { Command, Option } from "commander";
import { type ChecklistOptions, checklistFormats, printChecklists } from "../checklist.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText } from "./help-text.ts";

interface ChecklistFlags {
  readonly outputFormat: ChecklistOptions["outputFormat"];
  readonly isolated?: true;
  readonly config?: string;
  readonly cache: boolean;
}

export function checklistCommand({ output, engine, exitWith }: CommandCall): Command {
  return new Command("checklist")
    .summary("tick the guideline's checklist for migrations")
    .description(
      "Tick the guideline's checklist for migrations: which of its eight points hold and why, which fail of what, and which only a test on a database proves.",
    )
    .argument("<file...>", "migrations")
    .addOption(new Option("--output-format <format>", "how to show it").choices(checklistFormats).default("text"))
    .option("--isolated", "look at no settings file and no other file of the project")
    .option("--config <file>", "settings file to use instead of the nearest one")
    .option("--no-cache", "neither use nor keep what was read of the migrations")
    .addHelpText(
      "after",
      helpText({
        exitStatus: "0 no point fails, 1 one does, 2 the call, the settings or a file is wrong",
        examples: [["checklist migrations/versions/0002.py", "before it is committed"]],
      }),
    )
    .action(async (paths: readonly string[], flags: ChecklistFlags) => {
      const options = { ...flags, isolated: flags.isolated ?? false, config: flags.config ?? null };
      exitWith(await printChecklists(paths, options, await engine(), output));
    });
}
