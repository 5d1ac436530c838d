import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Builds the bundle that these tests run as a process, and gives it a cache of its own. Called by Vitest, once.
 * @returns what takes the cache away again.
 */
export function setup(): () => void {
  const root = join(import.meta.dirname, "..", "..");
  const { status } = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
  if (status !== 0) throw new Error(`the build failed with exit code ${status}`);
  const cache = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
  process.env.ALEMBIC_GUIDELINES_CACHE_DIR = cache;
  return () => rmSync(cache, { recursive: true });
}
