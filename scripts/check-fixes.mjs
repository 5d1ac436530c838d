// `npm run precision:fixes -- CORPUS`: applies all safe fixes to copies of real projects, and says where that breaks what fixes promise.
// `npm run precision:schemas -- CORPUS`: runs their upgrades before and after on PostgreSQL, and compares the schemas.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ensureDebianPackages } from "./setup/debian.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Two levels below the root, as the speed measurements are: they find their files from where they lie.
const outdir = join(root, "out/precision");
const programs = { fixes: "test/precision/fixes/main.ts", schemas: "test/precision/fixes/schema/main.ts" };
const [name, ...args] = process.argv.slice(2);

// The stand-ins for applications need them, and the scripts of some projects do.
if (name === "schemas")
  ensureDebianPackages(["python3-flask", "python3-sqlalchemy-utils", "python3-slugify", "python3-packaging"]);

await build({
  entryPoints: Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, join(root, path)])),
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  outdir,
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});

const run = spawnSync(process.execPath, [join(outdir, `${name}.mjs`), ...args], { stdio: "inherit" });
process.exitCode = run.status ?? 1;
