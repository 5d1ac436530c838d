// `npm run precision -- CORPUS [--draw SEED]`: what our rules find in the migrations of public projects (test/precision). Writes the tables into
// docs/precision.md, or draws the next sample to be read.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Two levels below the root, as the sources are: they find their files from where they lie.
const outfile = join(root, "out/precision/main.mjs");

await build({
  entryPoints: [join(root, "test/precision/main.ts")],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  outfile,
  logLevel: "warning",
});

process.exitCode = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1;
