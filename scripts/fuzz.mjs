// `npm run fuzz -- --mutants 100000 --seed 1 --corpus FOLDER`: checks mutants of our own migrations, and of those below FOLDER, in the engine.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Two levels below the root, as the sources are: they find their files from where they lie.
const outfile = join(root, "out/fuzz/main.mjs");

await build({
  entryPoints: [join(root, "test/fuzz/main.ts")],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: "inline",
  outfile,
  logLevel: "warning",
});

const { status } = spawnSync(process.execPath, ["--enable-source-maps", outfile, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
