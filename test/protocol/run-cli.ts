import { spawnSync } from "node:child_process";
import { bundle } from "./bundle.ts";

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in `cwd` with `input` on its standard input, without a terminal. */
export function runCli(cwd: string, args: readonly string[], input: string | Uint8Array = ""): CliRun {
  const { FORCE_COLOR: _, NO_COLOR: __, ...env } = process.env;
  const run = spawnSync(process.execPath, [bundle, ...args], { cwd, input, env, encoding: "utf8", timeout: 50_000 });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}
