import { Command, Option } from "commander";
import { explainRules, type RuleOptions, ruleFormats } from "../rule.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText } from "./help-text.ts";

interface RuleFlags {
  readonly all?: true;
  readonly outputFormat: RuleOptions["outputFormat"];
}

export function ruleCommand({ output }: CommandCall): Command {
  return new Command("rule")
    .summary("explain a rule, or list the rules")
    .description("Explain a rule: what goes wrong, a bad and a good example. Without a name, list the rules.")
    .argument("[name]", "the rule's name, as findings have it in brackets")
    .option("--all", "explain all of them")
    .addOption(new Option("--output-format <format>", "how to show it").choices(ruleFormats).default("text"))
    .addHelpText(
      "after",
      helpText({
        examples: [
          ["rule", "list the rules"],
          ["rule colon-in-sql", "explain one"],
          ["rule --all | less", "read all pages"],
        ],
      }),
    )
    .action(async (name: string | undefined, flags: RuleFlags) => {
      await explainRules(name ?? null, { ...flags, all: flags.all ?? false }, output);
    });
}
