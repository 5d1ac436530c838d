// `npm run package`: builds the extension and packs it as a .vsix.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { createVSIX, listFiles } from "@vscode/vsce";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sizeLimit = 2_000_000;

/**
 * Builds and packs the extension.
 * @param {string} packagePath where the .vsix goes
 * @returns {Promise<string>} the same path
 * @throws Error when the build fails or the package is larger than 2 MB
 */
export async function packageExtension(packagePath) {
  const { status } = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
  if (status !== 0) throw new Error(`the build failed with exit code ${status}`);
  mkdirSync(dirname(packagePath), { recursive: true });
  // Everything is bundled, so no node_modules; and there is no public repository that relative links could lead to.
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = statSync(packagePath);
  console.log(`${packagePath}: ${(size / 1e6).toFixed(2)} MB`);
  if (size > sizeLimit) throw new Error(`the package is larger than ${sizeLimit / 1e6} MB`);
  return packagePath;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  await packageExtension(join(root, `${name}-${version}.vsix`));
  for (const file of await listFiles({ cwd: root, dependencies: false })) console.log(`  ${file}`);
}
