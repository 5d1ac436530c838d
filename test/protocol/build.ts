import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Builds the bundle that these tests run as a process. Called by Vitest, once. */
export function setup(): void {
  const root = join(import.meta.dirname, "..", "..");
  const { status } = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
  if (status !== 0) throw new Error(`the build failed with exit code ${status}`);
}
