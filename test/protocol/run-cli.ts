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
    maxBuffer: 1 << 28,
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** Runs the command line as somebody who may not do everything: root reads and writes whatever there is. Null where that can't be arranged. */
export function runCliUnprivileged(cwd: string, args: readonly string[]): CliRun | null {
  if (process.getuid?.() !== 0) return runCli(cwd, args);
  const drop = ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, bundle, ...args];
  const env = { PATH: process.env.PATH, ALEMBIC_GUIDELINES_CACHE_DIR: "/nowhere" };
  const run = spawnSync("setpriv", drop, { cwd, env, encoding: "utf8", timeout: 50_000 });
  return run.error === undefined ? { status: run.status, stdout: run.stdout, stderr: run.stderr } : null;
}
