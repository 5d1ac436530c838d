import { Command, Option } from "commander";
import { type OperationsOptions, operationsFormats, printOperations } from "../operations.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText } from "./help-text.ts";

interface OperationsFlags {
  readonly outputFormat: OperationsOptions["outputFormat"];
  readonly isolated?: true;
  readonly config?: string;
}

export function operationsCommand({ output, engine, exitWith }: CommandCall): Command {
  return new Command("operations")
    .summary("show what migrations are read as")
    .description(
      "Show what migrations are read as: each operation with its transaction, what it runs under, and what would swallow its error. It answers why something was or was not found.",
    )
    .argument("<file...>", "migrations; - is standard input")
    .addOption(new Option("--output-format <format>", "how to show them").choices(operationsFormats).default("text"))
    .option("--isolated", "use no settings, and read no other file of the project")
    .option("--config <file>", "settings file to use instead of the nearest one")
    .addHelpText("after", helpText({ examples: [["operations migrations/versions/0002.py", "of one migration"]] }))
    .action(async (paths: readonly string[], flags: OperationsFlags) => {
      const options = { ...flags, isolated: flags.isolated ?? false, config: flags.config ?? null };
      exitWith(await printOperations(paths, options, await engine(), output));
    });
}
