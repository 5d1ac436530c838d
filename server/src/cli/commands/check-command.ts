import { Argument, Command, Option } from "commander";
import { rules } from "../../rules/index.ts";
import { type Preset, presets } from "../../rules/presets.ts";
import { check } from "../check.ts";
import { type FailOn, failOnSeverities, type OutputFormat, outputFormats } from "../options.ts";
import { parseRuleNames } from "../rule-names.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText, whereSettingsAre } from "./help-text.ts";

interface CheckFlags {
  readonly fix?: true;
  readonly unsafeFixes?: true;
  readonly diff?: true;
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly preset?: Preset;
  readonly isolated?: true;
  readonly config?: string;
  readonly cache: boolean;
  readonly outputFormat: OutputFormat;
  readonly failOn: FailOn;
  readonly exitZero?: true;
  readonly statistics?: true;
  readonly addIgnore?: string | true;
  readonly since?: string;
  readonly stdinFilename?: string;
}

export function checkCommand({ output, engine, exitWith }: CommandCall): Command {
  const ruleNames = (option: string) => (list: string, previous: readonly string[] | undefined) => [
    ...(previous ?? []),
    ...parseRuleNames(
      list,
      rules.map((rule) => rule.name),
      option,
    ),
  ];
  return new Command("check")
    .summary("check migrations, and repair them")
    .description("Check migrations, and repair them.")
    .addArgument(
      new Argument("[path...]", "files, folders to search, or glob patterns; - is standard input").default(
        ["."],
        "this folder",
      ),
    )
    .optionsGroup("Which migrations and rules:")
    .option("--select <rules>", "apply only these rules, separated by commas", ruleNames("--select"))
    .option("--ignore <rules>", "do not apply these rules, separated by commas", ruleNames("--ignore"))
    .addOption(
      new Option("--preset <preset>", "severities to start from, instead of those of the settings").choices(presets),
    )
    .option("--since <revision>", "only migrations that have changed since the branch left this git revision")
    .option("--stdin-filename <name>", "what to call the source on standard input")
    .optionsGroup("Repair:")
    .option("--fix", "apply safe fixes")
    .option(
      "--unsafe-fixes",
      "with --fix or --diff: unsafe fixes too, which may do something else or touch other files",
    )
    .option("--diff", "show what --fix would change, and write nothing")
    .option("--add-ignore [reason]", "suppress what is found: write a comment for each finding, with the reason")
    .optionsGroup("Report:")
    .addOption(new Option("--output-format <format>", "how to report").choices(outputFormats).default("full"))
    .option("--statistics", "count the findings of each rule instead of listing them")
    .addOption(
      new Option("--fail-on <severity>", "lowest severity that makes the exit status 1")
        .choices(failOnSeverities)
        .default("warning"),
    )
    .option("--exit-zero", "exit with 0 although there are findings")
    .optionsGroup("Project:")
    .option("--config <file>", "settings file to use instead of the nearest one")
    .option("--isolated", "use no settings, and read no other file of the project")
    .option("--no-cache", "read and check all migrations anew, and keep nothing")
    .addHelpText(
      "after",
      helpText({
        notes: [whereSettingsAre],
        exitStatus: "0 nothing found, 1 findings, 2 the call, the settings or a file is wrong",
        examples: [
          ["check", "the migrations below this folder"],
          ["check --fix migrations", "apply the safe fixes"],
          ["check --diff --unsafe-fixes", "show what all fixes would change"],
          ["check --since origin/main", "what a pull request brings"],
          ['check --add-ignore "ran already"', "leave what there is"],
        ],
      }),
    )
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      exitWith(await check(paths, readFlags(flags), engine, output));
    });
}

function readFlags(flags: CheckFlags): Parameters<typeof check>[1] {
  return {
    fix: flags.fix ?? false,
    unsafeFixes: flags.unsafeFixes ?? false,
    diff: flags.diff ?? false,
    select: flags.select === undefined ? null : new Set(flags.select),
    ignore: new Set(flags.ignore),
    preset: flags.preset ?? null,
    isolated: flags.isolated ?? false,
    config: flags.config ?? null,
    cache: flags.cache,
    outputFormat: flags.outputFormat,
    failOn: flags.failOn,
    exitZero: flags.exitZero ?? false,
    statistics: flags.statistics ?? false,
    addIgnore: flags.addIgnore === true ? "" : (flags.addIgnore ?? null),
    since: flags.since ?? null,
    stdinFilename: flags.stdinFilename ?? null,
  };
}
