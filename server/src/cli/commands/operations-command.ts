import { Command, Option } from "commander";
import { type OperationsOptions, operationsFormats, printOperations } from "../operations.ts";
import type { CommandCall } from "./command-call.ts";

interface OperationsFlags {
  readonly outputFormat: OperationsOptions["outputFormat"];
  readonly isolated?: true;
  readonly config?: string;
}

export function operationsCommand({ output, engine, exitWith }: CommandCall): Command {
  return new Command("operations")
    .description("show what migrations are read as: their operations, and what they run under")
    .argument("<file...>", "migrations; - is standard input")
    .addOption(new Option("--output-format <format>", "how to show them").choices(operationsFormats).default("text"))
    .option("--isolated", "look at no settings file and no other file of the project")
    .option("--config <file>", "settings file to use instead of the nearest one")
    .action(async (paths: readonly string[], flags: OperationsFlags) => {
      const options = { ...flags, isolated: flags.isolated ?? false, config: flags.config ?? null };
      exitWith(await printOperations(paths, options, await engine(), output));
    });
}
