import { Command } from "commander";
import { printSchema, type SchemaOptions } from "../schema.ts";
import type { CommandCall } from "./command-call.ts";
import { helpText } from "./help-text.ts";

export function schemaCommand({ output, engine }: CommandCall): Command {
  return new Command("schema")
    .summary("print what a database holds after an upgrade")
    .description(
      "Print as SQL what a database holds after an upgrade, as far as the migrations tell, without running any of them.",
    )
    .argument("[revision]", "what `alembic upgrade` takes: an id or its beginning, head, heads, a branch label", "head")
    .option(
      "--directory <folder>",
      "a folder with one Alembic environment below it, or a folder that belongs to one",
      ".",
    )
    .option("--no-cache", "read all migrations anew, and keep nothing")
    .addHelpText(
      "after",
      helpText({
        examples: [
          ["schema", "after all migrations"],
          ["schema a1b2 --directory migrations", "after one of them"],
        ],
      }),
    )
    .action(async (revision: string, flags: SchemaOptions) => {
      await printSchema(revision, flags, await engine(), output);
    });
}
