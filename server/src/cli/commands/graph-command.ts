import { Command, Option } from "commander";
import { type GraphOptions, graphFormats, printGraphs } from "../graph.ts";
import type { CommandCall } from "./command-call.ts";

interface GraphFlags {
  readonly outputFormat: GraphOptions["outputFormat"];
  readonly all?: true;
  readonly cache: boolean;
}

export function graphCommand({ output, engine, exitWith }: CommandCall): Command {
  return new Command("graph")
    .description("show how the revisions follow each other: heads, bases, branch points, and problems")
    .argument("[path]", "a folder with Alembic environments below it, or a folder or file that belongs to one", ".")
    .addOption(new Option("--output-format <format>", "how to show it").choices(graphFormats).default("text"))
    .option("--all", "list every revision, in the order of an upgrade")
    .option("--no-cache", "neither use nor keep what was read of the migrations")
    .addHelpText("after", "\nExit status: 0 no problems, 1 problems, 2 the call is wrong, or there is no environment.")
    .action(async (path: string, flags: GraphFlags) => {
      exitWith(await printGraphs(path, { ...flags, all: flags.all ?? false }, await engine(), output));
    });
}
