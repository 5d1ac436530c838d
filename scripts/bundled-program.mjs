// Programs in TypeScript that npm scripts run: bundled, since Node.js reads no TypeScript of its own accord.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Bundles a program and runs it.
 * @param {string} source below the repository
 * @param {string} name of the bundle below `out`, `folder/name`: two levels below the root, as the sources are, which find their files from where they lie
 * @param {readonly string[]} args what the program is given
 * @param {readonly string[]} nodeOptions
 * @returns {Promise<number>} its exit status
 */
export async function runBundled(source, name, args, nodeOptions = []) {
  const outfile = join(root, "out", `${name}.mjs`);
  await build({
    entryPoints: [join(root, source)],
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "inline",
    outfile,
    logLevel: "warning",
  });
  const all = ["--enable-source-maps", ...nodeOptions, outfile, ...args];
  return spawnSync(process.execPath, all, { stdio: "inherit" }).status ?? 1;
}
