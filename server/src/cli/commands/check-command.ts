import { Command, Option } from "commander";
import { rules } from "../../rules/index.ts";
import { type Preset, presets } from "../../rules/presets.ts";
import { check } from "../check.ts";
import { type FailOn, failOnSeverities, type OutputFormat, outputFormats } from "../options.ts";
import { parseRuleNames } from "../rule-names.ts";
import type { CommandCall } from "./command-call.ts";

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
    .description("check migrations")
    .argument("[path...]", "files, or folders to search for migrations; - is standard input", ["."])
    .option("--fix", "apply safe fixes")
    .option("--unsafe-fixes", "apply unsafe fixes too, together with --fix or --diff")
    .option("--diff", "show what --fix would change, and write nothing")
    .option("--select <rules>", "report only these rules, separated by commas", ruleNames("--select"))
    .option("--ignore <rules>", "do not report these rules, separated by commas", ruleNames("--ignore"))
    .addOption(
      new Option("--preset <preset>", "severities to start from, instead of the settings' preset").choices(presets),
    )
    .option("--isolated", "look at no settings file and no other file of the project")
    .option("--config <file>", "settings file to use instead of the nearest one")
    .option("--no-cache", "neither use nor keep what was read of the migrations and found in them")
    .addOption(new Option("--output-format <format>", "how to report").choices(outputFormats).default("full"))
    .addOption(
      new Option("--fail-on <severity>", "lowest severity that makes the exit status 1")
        .choices(failOnSeverities)
        .default("warning"),
    )
    .option("--exit-zero", "exit with 0 although there are findings")
    .option("--statistics", "count the findings of each rule instead of listing them")
    .option("--add-ignore [reason]", "suppress what is found: write a comment for each finding, with the reason")
    .option("--since <revision>", "check only migrations that have changed since the branch left this git revision")
    .option("--stdin-filename <name>", "what to call the source on standard input")
    .addHelpText("after", "\nExit status: 0 nothing found, 1 findings, 2 the call, the settings or a file is wrong.")
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
