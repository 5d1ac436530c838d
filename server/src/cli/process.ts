import { noProgress } from "../project/indexing/progress.ts";
import { runCommandLine } from "./program.ts";
import { ProgressBar } from "./progress-bar.ts";
import { terminalColors } from "./terminal-colors.ts";

/** Runs the command line on this process's streams and sets its exit status. */
export async function runAsProcess(args: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever read our output has seen enough, as `head` does.
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
  const progress = process.stderr.isTTY === true ? new ProgressBar(process.stderr) : noProgress;
  try {
    process.exitCode = await runCommandLine(args, {
      colors: terminalColors(process.stdout),
      columns: process.stdout.isTTY === true ? process.stdout.columns : null,
      out: (text) => {
        process.stdout.write(text);
      },
      progress,
      complain: (lines) => {
        progress.end();
        process.stderr.write(lines.endsWith("\n") ? lines : `${lines}\n`);
      },
    });
  } catch (error) {
    process.stderr.write(
      `internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 2;
  }
}
