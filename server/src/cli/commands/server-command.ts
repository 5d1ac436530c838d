import { Command } from "commander";
import { UsageError } from "../usage-error.ts";
import { helpText } from "./help-text.ts";

/** Here for the help and for wrong calls only: `main.ts` starts the server before this is loaded. */
export function serverCommand(): Command {
  return new Command("server")
    .summary("run the language server")
    .description("Run the language server, for any editor.")
    .requiredOption("--stdio", "talk over standard input and output")
    .allowUnknownOption()
    .addHelpText("after", helpText({ examples: [["server --stdio", "what an editor starts"]] }))
    .action(() => {
      throw new UsageError("server: --stdio must follow the command");
    });
}
