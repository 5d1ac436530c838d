import { Command, CommanderError } from "commander";
import { loadEngine } from "../engine.ts";
import { SettingsError } from "../project/settings-file.ts";
import { version } from "../version.ts";
import { readEngineModules } from "../wasm-files.ts";
import { checkCommand } from "./commands/check-command.ts";
import { checklistCommand } from "./commands/checklist-command.ts";
import type { CommandCall } from "./commands/command-call.ts";
import { completeCommand, completionCommand } from "./commands/completion-command.ts";
import { configCommand } from "./commands/config-command.ts";
import { graphCommand } from "./commands/graph-command.ts";
import { helpText, whereSettingsAre } from "./commands/help-text.ts";
import { initCommand } from "./commands/init-command.ts";
import { newCommand } from "./commands/new-command.ts";
import { operationsCommand } from "./commands/operations-command.ts";
import { ruleCommand } from "./commands/rule-command.ts";
import { schemaCommand } from "./commands/schema-command.ts";
import { serverCommand } from "./commands/server-command.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/** In the order in which the help lists them. */
const commands: readonly ((call: CommandCall) => Command)[] = [
  checkCommand,
  checklistCommand,
  ruleCommand,
  configCommand,
  initCommand,
  newCommand,
  operationsCommand,
  graphCommand,
  schemaCommand,
  serverCommand,
  completionCommand,
];

/**
 * Runs the command line.
 * @param args without the program's own name.
 * @returns the exit status.
 */
export async function runCommandLine(args: readonly string[], output: Output): Promise<number> {
  let status = 0;
  const program = new Command("alembic-guidelines")
    .description("Checks Alembic migrations for PostgreSQL, and repairs them.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText(
      "after",
      helpText({
        notes: [whereSettingsAre],
        exitStatus: "0 nothing found, 1 findings, 2 the call, the settings or a file is wrong",
        examples: [
          ["check", "the migrations below this folder"],
          ["check --fix migrations", "apply the safe fixes"],
          ["init", "adopt the tool: only new migrations are checked"],
          ["rule colon-in-sql", "explain a rule"],
        ],
      }),
    )
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.complain, outputError: () => {} })
    .showSuggestionAfterError(true);

  const call: CommandCall = {
    output,
    engine: () => loadEngine(readEngineModules()),
    exitWith: (code) => {
      status = code;
    },
  };
  for (const command of commands) program.addCommand(command(call).copyInheritedSettings(program));
  program.addCommand(completeCommand(call).copyInheritedSettings(program), { hidden: true });

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

function oneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, " ").trim();
}
