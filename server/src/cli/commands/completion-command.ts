import { Argument, Command } from "commander";
import { completionScripts, type Shell, shells } from "../completion-scripts.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText } from "./help-text.ts";

export function completionCommand({ output }: CommandCall): Command {
  return new Command("completion")
    .summary("print what makes a shell complete commands, options and rules")
    .description("Print what makes a shell complete commands, options and rules at Tab.")
    .addArgument(new Argument("<shell>", "the shell that is to read it").choices(shells))
    .addHelpText(
      "after",
      helpText({
        examples: [
          ["completion bash >> ~/.bashrc", "bash"],
          ["completion zsh >> ~/.zshrc", "zsh, after compinit"],
          ["completion fish > ~/.config/fish/completions/alembic-guidelines.fish", "fish"],
        ],
      }),
    )
    .action((shell: Shell) => {
      output.out(completionScripts[shell]);
    });
}

/** What the scripts of `completion` ask. */
export function completeCommand({ output }: CommandCall): Command {
  const command = new Command("complete").argument("[words...]").action(async (words: readonly string[]) => {
    const { completions } = await import("../completion.ts");
    const { parent } = command;
    if (parent === null) return;
    for (const each of completions(parent, words)) output.out(`${each}\n`);
  });
  return command;
}
