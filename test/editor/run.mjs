// Runs the suite inside a real VS Code: the extension as it lies here, the extension as the packaged .vsix installs it, and a folder
// without migrations; then plays scenes in its page. Prints how many tests passed and failed, and leaves them in the JSON file
// EDITOR_TEST_TOTALS if that is set. With names of test files (`fixes`) or scenes (`reading`), only those run.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { packageExtension } from "../../scripts/package.mjs";
import { ensureBrowserHostedVsCode } from "../../scripts/setup/vscode.mjs";
import { installExtension } from "../../scripts/setup/vscode-server.mjs";
import { act } from "./page/act.mjs";
import { actAsNewcomer } from "./page/newcomer.mjs";
import { scenes } from "./page/scenes.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const bundles = join(root, "out/editor");
const scratch = join(root, ".vscode-test/editor");
const launcher = join(here, "launcher.mjs");

rmSync(bundles, { recursive: true, force: true });
await build({
  entryPoints: readdirSync(join(here, "suite"))
    .filter((name) => name === "index.ts" || name.endsWith(".test.ts"))
    .map((name) => join(here, "suite", name)),
  outdir: bundles,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode", "mocha"],
  sourcemap: "inline",
  logLevel: "warning",
});

// The page is driven in the browser-hosted VS Code; the suite runs there too, unless a desktop one is asked for.
const hosted = await ensureBrowserHostedVsCode({ browser: true });
const desktop =
  process.env.VSCODE_EXECUTABLE || (process.env.VSCODE_DOWNLOAD && (await downloadAndUnzipVSCode())) || null;
rmSync(scratch, { recursive: true, force: true });
const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);
const suites = readdirSync(bundles).filter(
  (name) => name.endsWith(".test.cjs") && isWanted(name.replace(".test.cjs", "")),
);
const withoutMigrations = suites.filter((name) => name === "no-migrations.test.cjs");
const withMigrations = suites.filter((name) => !withoutMigrations.includes(name));

const examples = join(root, "examples");
const totals = { passed: 0, failed: 0 };
const installed = await installPackage();
// The same code as in the package: that it starts and finds something is enough.
const inDevelopment = withMigrations.filter((name) => /^(activation|squiggles)\./.test(name));
await runSuite("the extension in development", { extension: root, files: inDevelopment, folder: examples });
await runSuite("a folder without migrations", { extension: root, files: withoutMigrations, folder: null });
await runSuite("the packaged extension", { ...installed, files: withMigrations, folder: examples });
await driveThePage();

console.log(`editor: ${totals.passed} passed, ${totals.failed} failed`);
if (process.env.EDITOR_TEST_TOTALS) writeFileSync(process.env.EDITOR_TEST_TOTALS, JSON.stringify(totals));
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;

/**
 * Runs test files in a VS Code of their own, on a copy of a folder.
 * @param {string} title
 * @param {{ extension: string, extensionsDir?: string, files: string[], folder: string | null }} run `extension`: where the extension under
 *   test lies; it is loaded from there, or with `extensionsDir` as an installed one
 */
async function runSuite(title, { extension, extensionsDir, files, folder }) {
  if (files.length === 0) return;
  console.log(`\n=== ${title}, in ${desktop ? "desktop" : "browser-hosted"} VS Code ===`);
  const base = join(scratch, title.replaceAll(" ", "-"));
  const workspace = join(base, "workspace");
  const results = join(base, "results.json");
  mkdirSync(workspace, { recursive: true });
  if (folder) cpSync(folder, workspace, { recursive: true });
  try {
    await runTests({
      vscodeExecutablePath: desktop ?? launcher,
      extensionDevelopmentPath: extensionsDir ? placeholderExtension(base) : extension,
      extensionTestsPath: join(bundles, "index.cjs"),
      launchArgs: [
        workspace,
        `--user-data-dir=${join(base, "user-data")}`,
        `--extensions-dir=${extensionsDir ?? join(base, "extensions")}`,
      ],
      extensionTestsEnv: {
        EDITOR_TEST_FILES: files.map((name) => join(bundles, name)).join(":"),
        EDITOR_TEST_RESULTS: results,
        EDITOR_TEST_EXTENSION: extension,
        BROWSER_HOSTED_VSCODE: JSON.stringify(hosted),
      },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  count(
    existsSync(results)
      ? JSON.parse(readFileSync(results, "utf8"))
      : { passed: 0, failed: 1, report: ["  ✗ VS Code ended without results"] },
  );
}

/** Has the page of the browser-hosted VS Code driven by scripts that do what people do. */
async function driveThePage() {
  const screenshots = process.env.EDITOR_TEST_SCREENSHOTS ?? join(scratch, "screenshots");
  mkdirSync(screenshots, { recursive: true });
  const { extensionsDir } = installed;
  console.log("\n=== VS Code's page, driven ===");
  for (const [name, scene] of Object.entries(scenes)) {
    if (!isWanted(name)) continue;
    // The folder's name is seen in the pictures.
    const workspace = join(scratch, "page", name, "examples");
    const data = join(scratch, "page", name, "data");
    cpSync(examples, workspace, { recursive: true });
    count(await act(name, scene, { vscode: hosted, extensionsDir, workspace, data, screenshots }));
  }
  if (isWanted("newcomer")) count(await actAsNewcomer({ chromium: hosted.chromium, screenshots }));
}

function count({ passed, failed, report }) {
  for (const line of report) console.log(line);
  totals.passed += passed;
  totals.failed += failed;
}

/** Packages the extension and has VS Code install it, as a user would. */
async function installPackage() {
  const vsix = await packageExtension(join(scratch, "alembic-guidelines.vsix"));
  const extensionsDir = join(scratch, "installed");
  if (desktop) {
    const [command, ...args] = resolveCliArgsFromVSCodeExecutablePath(desktop);
    const dirs = [`--extensions-dir=${extensionsDir}`, `--user-data-dir=${join(scratch, "user-data")}`];
    const { status, error } = spawnSync(command, [...args, ...dirs, "--install-extension", vsix], { stdio: "inherit" });
    if (status !== 0) throw error ?? new Error(`VS Code did not install ${basename(vsix)}: exit code ${status}`);
  } else {
    installExtension(hosted, vsix, { data: join(scratch, "server-data"), extensions: extensionsDir });
  }
  const folder = readdirSync(extensionsDir).find((name) => name.startsWith("alembic-guidelines."));
  if (!folder) throw new Error(`VS Code installed nothing into ${extensionsDir}`);
  return { extension: join(extensionsDir, folder), extensionsDir };
}

/** VS Code runs tests only beside an extension in development: here one that does nothing. */
function placeholderExtension(base) {
  const folder = join(base, "placeholder");
  mkdirSync(folder, { recursive: true });
  const manifest = { name: "placeholder", publisher: "test", version: "0.0.1", engines: { vscode: "*" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return folder;
}
