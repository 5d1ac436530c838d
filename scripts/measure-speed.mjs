// `npm run bench [-- [PROGRAM…] [--corpus FOLDER]]`: runs the measurements of test/speed, or those named, one after the other. They print
// figures and judge nothing. docs/performance.md says how to read them.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Two levels below the root, as the sources are: they find their files from where they lie.
const outdir = join(root, "out/speed");
const all = ["engine", "memory", "main", "project-index"];
const named = all.filter((name) => process.argv.slice(2).includes(name));
const programs = named.length > 0 ? named : all;

await build({
  entryPoints: programs.map((name) => join(root, `test/speed/${name}.ts`)),
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  outdir,
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});

for (const name of programs) {
  const { status } = spawnSync(
    process.execPath,
    ["--expose-gc", join(outdir, `${name}.mjs`), ...process.argv.slice(2)],
    {
      stdio: "inherit",
    },
  );
  if (status !== 0) process.exitCode = 1;
}
