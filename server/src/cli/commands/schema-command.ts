import { Command } from "commander";
import { printSchema, type SchemaOptions } from "../schema.ts";
import type { CommandCall } from "./command-call.ts";

export function schemaCommand({ output, engine }: CommandCall): Command {
  return new Command("schema")
    .description("print as SQL what a database holds after an upgrade, as far as the migrations tell")
    .argument("[revision]", "what `alembic upgrade` takes: an id or its beginning, head, heads, a branch label", "head")
    .option("--directory <folder>", "the Alembic environment's folder, or one above or inside of it", ".")
    .option("--no-cache", "neither use nor keep what was read of the migrations")
    .action(async (revision: string, flags: SchemaOptions) => {
      await printSchema(revision, flags, await engine(), output);
    });
}
