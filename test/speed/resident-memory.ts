import { spawnSync } from "node:child_process";

/** The memory that a process holds, in bytes; null where `ps` does not tell. */
export function residentMemory(pid: number | undefined): number | null {
  if (pid === undefined) return null;
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  const kilobytes = Number.parseInt(stdout ?? "", 10);
  return Number.isNaN(kilobytes) ? null : kilobytes * 1024;
}
