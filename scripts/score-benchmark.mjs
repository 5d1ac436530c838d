// `npm run benchmark`: what our rules, and squawk, find in the labelled migrations of test/benchmark. Writes the table into its README.md.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ensureDebianPackages } from "./setup/debian.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Two levels below the root, as the sources are: they find their files from where they lie.
const outfile = join(root, "out/benchmark/main.mjs");

// Alembic renders the SQL that squawk reads.
ensureDebianPackages(["alembic", "python3-psycopg2", "python3-sqlalchemy"]);

await build({
  entryPoints: [join(root, "test/benchmark/score/main.ts")],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  outfile,
  logLevel: "warning",
});

process.exitCode = spawnSync(process.execPath, [outfile], { cwd: root, stdio: "inherit" }).status ?? 1;
