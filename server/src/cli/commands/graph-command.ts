import { Command, Option } from "commander";
import { type GraphOptions, graphFormats, printGraphs } from "../graph.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText } from "./help-text.ts";

interface GraphFlags {
  readonly outputFormat: GraphOptions["outputFormat"];
  readonly all?: true;
  readonly cache: boolean;
}

export function graphCommand({ output, engine, exitWith }: CommandCall): Command {
  return new Command("graph")
    .summary("show how the revisions follow each other")
    .description(
      "Show how the revisions follow each other, without running any of them: heads, bases, branch points, labels, and what alembic would stumble over.",
    )
    .argument("[path]", "a folder with Alembic environments below it, or a folder or file that belongs to one", ".")
    .addOption(new Option("--output-format <format>", "how to show it").choices(graphFormats).default("text"))
    .option("--all", "list every revision, in the order of an upgrade")
    .option("--no-cache", "read all migrations anew, and keep nothing")
    .addHelpText(
      "after",
      helpText({
        exitStatus: "0 no problems, 1 problems, 2 the call is wrong, or there is no environment",
        examples: [
          ["graph", "of this project's environments"],
          ["graph --all migrations", "every revision of one"],
        ],
      }),
    )
    .action(async (path: string, flags: GraphFlags) => {
      exitWith(await printGraphs(path, { ...flags, all: flags.all ?? false }, await engine(), output));
    });
}
