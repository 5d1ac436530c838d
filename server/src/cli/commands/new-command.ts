import { Command, Option } from "commander";
import { templates } from "../../project/new-migration/templates.ts";
import { type NewOptions, newMigration } from "../new.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText } from "./help-text.ts";

type NewFlags = Omit<NewOptions, "head"> & { readonly head?: string };

export function newCommand({ output, engine }: CommandCall): Command {
  return new Command("new")
    .summary("write a new migration")
    .description("Write a new migration, as `alembic revision` does, without running env.py. Prints its file's name.")
    .argument("<message...>", "what it does")
    .option(
      "--directory <folder>",
      "a folder with one Alembic environment below it, or a folder that belongs to one",
      ".",
    )
    .option("--head <revision>", "the revision to follow, where there are several heads")
    .addOption(
      new Option(
        "--template <template>",
        "what it is made from: the project's script.py.mako, or the guideline's template",
      )
        .choices(templates)
        .default("project"),
    )
    .addHelpText(
      "after",
      helpText({
        examples: [
          ['new "add the event type archived"', "after the only head"],
          ["new --template guideline --head a1b2 add users", "from the guideline's template, after a1b2"],
        ],
      }),
    )
    .action(async (message: readonly string[], flags: NewFlags) => {
      await newMigration(message.join(" "), { ...flags, head: flags.head ?? null }, await engine(), output);
    });
}
