import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a process took. */
export interface Usage {
  /** From its start to its end, in milliseconds. */
  readonly wall: number;
  /** Of all its threads, in milliseconds; without what the system does after it. Other processes matter less to it than to `wall`. */
  readonly cpu: number;
  /** The most memory that it held, in MB. */
  readonly memory: number;
}

/** Runs Node.js with these arguments. */
export function usageOf(args: readonly string[], cwd: string, variables: Readonly<Record<string, string>> = {}): Usage {
  const folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-usage-"));
  const report = join(folder, "usage.json");
  const witness = join(folder, "witness.cjs");
  // It looks last: a program writes what it keeps at its end, too.
  writeFileSync(
    witness,
    `if (require("node:worker_threads").isMainThread) setImmediate(() => process.on("exit", () => {
       require("node:fs").writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage()));
     }));`,
  );
  const start = performance.now();
  spawnSync(process.execPath, ["--require", witness, ...args], {
    cwd,
    env: { ...process.env, ...variables },
    // What many migrations print is more than would be held for us.
    stdio: "ignore",
  });
  const wall = performance.now() - start;
  const usage: unknown = JSON.parse(readFileSync(report, "utf8"));
  rmSync(folder, { recursive: true });
  const value = (name: string) => Number(Object.entries(usage ?? {}).find(([key]) => key === name)?.[1]);
  return {
    wall,
    cpu: (value("userCPUTime") + value("systemCPUTime")) / 1000,
    memory: value("maxRSS") / 1024,
  };
}

/** The best of several runs: what else the machine does makes each of them slower. */
export function best(usages: readonly Usage[]): Usage {
  return {
    wall: Math.min(...usages.map(({ wall }) => wall)),
    cpu: Math.min(...usages.map(({ cpu }) => cpu)),
    memory: Math.max(...usages.map(({ memory }) => memory)),
  };
}
