import { spawnSync } from "node:child_process";
import { bundle } from "./bundle.ts";

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in `cwd` with `input` on its standard input, without a terminal; `variables` are added to the environment. */
export function runCli(
  cwd: string,
  args: readonly string[],
  input: string | Uint8Array = "",
  variables: Readonly<Record<string, string>> = {},
): CliRun {
  const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env;
  const env = { ...inherited, ...variables };
  const run = spawnSync(process.execPath, [bundle, ...args], {
    cwd,
    input,
    env,
    encoding: "utf8",
    timeout: 50_000,
    maxBuffer: 1e8,
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}
