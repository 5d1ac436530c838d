import { Command } from "commander";
import { UsageError } from "../usage-error.ts";

/** Here for the help and for wrong calls only: `main.ts` starts the server before this is loaded. */
export function serverCommand(): Command {
  return new Command("server")
    .description("run the language server")
    .requiredOption("--stdio", "talk over standard input and output")
    .allowUnknownOption()
    .action(() => {
      throw new UsageError("server: --stdio must follow the command");
    });
}
