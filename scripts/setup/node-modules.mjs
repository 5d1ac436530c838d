// Installs the npm packages of this repository where they are missing or older than the lock file.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Runs `npm ci` if need be. Throws when it fails. */
export function ensureNodeModules() {
  const installed = statSync(join(root, "node_modules/.package-lock.json"), { throwIfNoEntry: false });
  if (installed && installed.mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  console.log("Installing npm packages …");
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm ci ended with ${status}`);
}
