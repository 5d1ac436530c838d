import type { Command, Option } from "commander";
import { rules } from "../rules/index.ts";

/**
 * What may stand where the last of the words is being typed; none where that is a file's name or free text, so that the shell offers files.
 * @param words of the command line, without the program's own name.
 */
export function completions(program: Command, words: readonly string[]): readonly string[] {
  // Bash cuts `--option=value` into three.
  const given = words.filter((word, index) => word !== "=" || index === words.length - 1);
  const typed = given.at(-1) ?? "";
  const before = given.slice(0, -1);
  const command = program.commands.find((each) => each.name() === before[0]);
  if (command === undefined)
    return before.length === 0 ? beginningWith(typed, [...names(program), ...flags(program)]) : [];
  const option = optionNamed(command, before.at(-1));
  if (option !== undefined && (option.required || option.optional)) return values(option, typed === "=" ? "" : typed);
  if (typed.startsWith("-")) return beginningWith(typed, flags(command));
  return beginningWith(typed, argumentsOf(command));
}

function names(program: Command): readonly string[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());
}

function flags(command: Command): readonly string[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long }) => long ?? []);
}

function optionNamed(command: Command, flag: string | undefined): Option | undefined {
  return command.options.find(({ long, short }) => flag !== undefined && (flag === long || flag === short));
}

function values({ argChoices, flags: usage }: Option, typed: string): readonly string[] {
  if (argChoices !== undefined) return beginningWith(typed, argChoices);
  if (!usage.endsWith("<rules>")) return [];
  const given = typed.slice(0, typed.lastIndexOf(",") + 1);
  return beginningWith(
    typed,
    rules.map(({ name }) => given + name),
  );
}

function argumentsOf(command: Command): readonly string[] {
  if (command.name() === "rule") return rules.map(({ name }) => name);
  return command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
}

function beginningWith(typed: string, candidates: readonly string[]): readonly string[] {
  return candidates.filter((each) => each.startsWith(typed));
}
