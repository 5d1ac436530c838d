// `npm run wheel`: packs the command line as a Python wheel, for `pip install`. Needs Python's `build`, `setuptools` and `wheel`.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDebianPackages } from "./setup/debian.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = resolve(process.argv[2] ?? join(root, "out/wheel"));
const { version } = JSON.parse(readFileSync(join(root, "server/package.json"), "utf8"));

ensureDebianPackages(["python3-build", "python3-setuptools", "python3-wheel"]);

const folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-wheel-"));
try {
  cpSync(join(root, "wheel"), folder, { recursive: true });
  cpSync(join(root, "README.md"), join(folder, "README.md"));
  const carried = join(folder, "alembic_guidelines");
  writeFileSync(join(carried, "__init__.py"), `__version__ = "${version}"\n`);
  for (const part of ["server/bin", "server/dist", "docs/rules"]) {
    cpSync(join(root, part), join(carried, part), { recursive: true });
  }
  mkdirSync(target, { recursive: true });
  const args = ["-m", "build", "--wheel", "--no-isolation", "--outdir", target, folder];
  const { status } = spawnSync("/usr/bin/python3", args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`python3 -m build ended with ${status}`);
} finally {
  rmSync(folder, { recursive: true });
}
