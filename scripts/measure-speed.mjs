// `npm run bench [-- --corpus FOLDER]`: runs the measurements of test/speed one after the other, on the projects in a folder too where one is
// named. They print figures and judge nothing.
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({ options: { corpus: { type: "string" } } });
if (values.corpus !== undefined) process.env.ALEMBIC_GUIDELINES_CORPUS = resolve(values.corpus);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Two levels below the root, as the sources are: they find their files from where they lie.
const outdir = join(root, "out/speed");
const programs = ["engine", "main", "project-index"];

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
  const { status } = spawnSync(process.execPath, ["--expose-gc", join(outdir, `${name}.mjs`)], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
