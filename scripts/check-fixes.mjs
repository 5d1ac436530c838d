// `npm run precision:fixes -- CORPUS`: applies all safe fixes to copies of real projects, and says where that breaks what fixes promise.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Two levels below the root, as the sources' folders are: they find their files from where they lie.
const outfile = join(root, "out/precision/fixes.mjs");

await build({
  entryPoints: [join(root, "test/precision/fixes/main.ts")],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  outfile,
  logLevel: "warning",
});

const run = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = run.status ?? 1;
