import { Command, Option } from "commander";
import { templates } from "../../project/new-migration/templates.ts";
import { type NewOptions, newMigration } from "../new.ts";
import type { CommandCall } from "./command-call.ts";

type NewFlags = Omit<NewOptions, "head"> & { readonly head?: string };

export function newCommand({ output, engine }: CommandCall): Command {
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
    .action(async (message: readonly string[], flags: NewFlags) => {
      await newMigration(message.join(" "), { ...flags, head: flags.head ?? null }, await engine(), output);
    });
}
