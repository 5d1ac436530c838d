import { Command, CommanderError, Option } from "commander";
import { loadEngine } from "../engine.ts";
import { templates } from "../project/new-migration/new-migration.ts";
import { SettingsError } from "../project/settings-file.ts";
import { rules } from "../rules/index.ts";
import { type Preset, presets } from "../rules/presets.ts";
import { version } from "../version.ts";
import { readEngineModules } from "../wasm-files.ts";
import { check } from "./check.ts";
import { type ConfigOptions, configFormats, printConfig } from "./config.ts";
import { type GraphOptions, graphFormats, printGraphs } from "./graph.ts";
import { init } from "./init.ts";
import { type NewOptions, newMigration } from "./new.ts";
import { type OperationsOptions, operationsFormats, printOperations } from "./operations.ts";
import { type FailOn, failOnSeverities, type OutputFormat, outputFormats } from "./options.ts";
import type { Output } from "./output.ts";
import { explainRules, type RuleOptions, ruleFormats } from "./rule.ts";
import { parseRuleNames } from "./rule-names.ts";
import { printSchema, type SchemaOptions } from "./schema.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Runs the command line.
 * @param args without the program's own name.
 * @returns the exit status.
 */
export async function runCommandLine(args: readonly string[], output: Output): Promise<number> {
  let status = 0;
  const program = new Command("alembic-guidelines")
    .description("Checks Alembic migrations for PostgreSQL against the guideline, and repairs them")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.complain, outputError: () => {} })
    .showSuggestionAfterError(true);

  program.addCommand(
    checkCommand(async (paths, flags) => {
      status = await check(paths, readFlags(flags), () => loadEngine(readEngineModules()), output);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    ruleCommand((name, flags) => {
      explainRules(name ?? null, { ...flags, all: flags.all ?? false }, output);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    configCommand(async (path, flags) => {
      await printConfig(path, flags, await loadEngine(readEngineModules()), output);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    initCommand(async (path) => {
      await init(path, await loadEngine(readEngineModules()), output);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    newCommand(async (message, flags) => {
      const engine = await loadEngine(readEngineModules());
      await newMigration(message.join(" "), { ...flags, head: flags.head ?? null }, engine, output);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    operationsCommand(async (paths, flags) => {
      const engine = await loadEngine(readEngineModules());
      const options = { ...flags, isolated: flags.isolated ?? false, config: flags.config ?? null };
      status = await printOperations(paths, options, engine, output);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    graphCommand(async (path, flags) => {
      const engine = await loadEngine(readEngineModules());
      status = await printGraphs(path, { ...flags, all: flags.all ?? false }, engine, output);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    schemaCommand(async (revision, flags) => {
      await printSchema(revision, flags, await loadEngine(readEngineModules()), output);
    }).copyInheritedSettings(program),
  );
  program
    // Here for the help and for wrong calls only: `main.ts` starts the server before this is loaded.
    .command("server")
    .description("run the language server")
    .requiredOption("--stdio", "talk over standard input and output")
    .allowUnknownOption()
    .action(() => {
      throw new UsageError("server: --stdio must follow the command");
    });

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      // Without a command, commander has shown the help, on standard error.
      if (error.code !== "commander.help") output.complain(oneLine(error.message));
      return 2;
    }
    if (!(error instanceof UsageError || error instanceof SettingsError)) throw error;
    output.complain(`error: ${error.message}`);
    return 2;
  }
  return status;
}

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

function checkCommand(run: (paths: readonly string[], flags: CheckFlags) => Promise<void>): Command {
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
    .action(run);
}

interface RuleFlags {
  readonly all?: true;
  readonly outputFormat: RuleOptions["outputFormat"];
}

function ruleCommand(run: (name: string | undefined, flags: RuleFlags) => void): Command {
  return new Command("rule")
    .description("explain a rule: what goes wrong, a bad and a good example; without a name, list the rules")
    .argument("[name]", "the rule's name, as findings have it in brackets")
    .option("--all", "explain all of them")
    .addOption(new Option("--output-format <format>", "how to show it").choices(ruleFormats).default("text"))
    .action(run);
}

function configCommand(run: (path: string, flags: ConfigOptions) => Promise<void>): Command {
  return new Command("config")
    .description("show the settings that count and what is known of the project, and where each comes from")
    .argument("[path]", "the project's folder, or a folder or file that belongs to an Alembic environment", ".")
    .addOption(new Option("--output-format <format>", "how to show it").choices(configFormats).default("text"))
    .action(run);
}

function initCommand(run: (path: string) => Promise<void>): Command {
  return new Command("init")
    .description("adopt the tool: the migrations that there are become history, and the project gets the enum helper")
    .argument("[path]", "the project's folder, or one inside of its Alembic environment", ".")
    .action(run);
}

type NewFlags = Omit<NewOptions, "head"> & { readonly head?: string };

function newCommand(run: (message: readonly string[], flags: NewFlags) => Promise<void>): Command {
  return new Command("new")
    .description("write a new migration, as `alembic revision` does, without running env.py")
    .argument("<message...>", "what it does")
    .option("--directory <folder>", "the Alembic environment's folder, or one above or inside of it", ".")
    .option("--head <revision>", "the revision to follow, where there are several heads")
    .addOption(
      new Option(
        "--template <template>",
        "what it is made from: the project's script.py.mako, or the guideline's template",
      )
        .choices(templates)
        .default("project"),
    )
    .action(run);
}

interface OperationsFlags {
  readonly outputFormat: OperationsOptions["outputFormat"];
  readonly isolated?: true;
  readonly config?: string;
}

function operationsCommand(run: (paths: readonly string[], flags: OperationsFlags) => Promise<void>): Command {
  return new Command("operations")
    .description("show what migrations are read as: their operations, and what they run under")
    .argument("<file...>", "migrations; - is standard input")
    .addOption(new Option("--output-format <format>", "how to show them").choices(operationsFormats).default("text"))
    .option("--isolated", "look at no settings file and no other file of the project")
    .option("--config <file>", "settings file to use instead of the nearest one")
    .action(run);
}

interface GraphFlags {
  readonly outputFormat: GraphOptions["outputFormat"];
  readonly all?: true;
  readonly cache: boolean;
}

function graphCommand(run: (path: string, flags: GraphFlags) => Promise<void>): Command {
  return new Command("graph")
    .description("show how the revisions follow each other: heads, bases, branch points, and problems")
    .argument("[path]", "a folder with Alembic environments below it, or a folder or file that belongs to one", ".")
    .addOption(new Option("--output-format <format>", "how to show it").choices(graphFormats).default("text"))
    .option("--all", "list every revision, in the order of an upgrade")
    .option("--no-cache", "neither use nor keep what was read of the migrations")
    .addHelpText("after", "\nExit status: 0 no problems, 1 problems, 2 the call is wrong, or there is no environment.")
    .action(run);
}

function schemaCommand(run: (revision: string, flags: SchemaOptions) => Promise<void>): Command {
  return new Command("schema")
    .description("print as SQL what a database holds after an upgrade, as far as the migrations tell")
    .argument("[revision]", "what `alembic upgrade` takes: an id or its beginning, head, heads, a branch label", "head")
    .option("--directory <folder>", "the Alembic environment's folder, or one above or inside of it", ".")
    .option("--no-cache", "neither use nor keep what was read of the migrations")
    .action(run);
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

function oneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, " ").trim();
}
