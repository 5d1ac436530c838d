// `npm run generate`: writes what README.md and package.json say of rules and settings from the rules and settings themselves.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const outfile = join(root, "out/generation/main.mjs");

await build({
  entryPoints: [join(root, "scripts/generation/main.ts")],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  outfile,
  logLevel: "warning",
});

process.exitCode = spawnSync(process.execPath, [outfile], { cwd: root, stdio: "inherit" }).status ?? 1;
