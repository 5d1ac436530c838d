// `npm test`: installs what the tests need, runs every layer of them, and ends with one line: how many passed and failed.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureNodeModules } from "./setup/node-modules.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const results = join(root, ".vscode-test/results");
const vitest = join(root, "node_modules/vitest/vitest.mjs");

ensureNodeModules();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const total = { passed: 0, failed: 0 };
await step("types, format, lint", "npm", ["run", "check"]);
await step("build", process.execPath, [join(root, "scripts/build.mjs")]);
for (const project of ["unit", "endurance", "protocol", "database"]) {
  const file = join(results, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  await step(`${project} tests`, process.execPath, [vitest, "run", "--project", project, ...reporters], () =>
    vitestCounts(file),
  );
}
const editor = join(results, "editor.json");
await step("tests in VS Code", process.execPath, [join(root, "test/editor/run.mjs")], () => readJson(editor), {
  EDITOR_TEST_TOTALS: editor,
});
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/**
 * Runs a command to its end and adds up what it counted.
 * @param {() => Counts | null} [read] reads the counts after it has ended; a command without is one test by itself
 * @typedef {{ passed: number, failed: number }} Counts
 */
async function step(title, command, args, read, env = {}) {
  console.log(`\n##### ${title}`);
  const began = performance.now();
  const code = await new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: "inherit" });
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (status, signal) => resolve(status ?? signal));
  });
  const counts = read ? (read() ?? { passed: 0, failed: 0 }) : { passed: code === 0 ? 1 : 0, failed: 0 };
  // A run that broke off or that ran nothing has failed, even if no test says so.
  const broken = code !== 0 || counts.passed + counts.failed === 0;
  const failed = broken ? Math.max(1, counts.failed) : counts.failed;
  total.passed += counts.passed;
  total.failed += failed;
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `##### ${title}: ${counts.passed} passed, ${failed} failed${code === 0 ? "" : ` (exit: ${code})`}, ${seconds} s`,
  );
}

/** What Vitest's JSON report says; a skipped test counts as failed. */
function vitestCounts(file) {
  const report = readJson(file);
  if (!report) return null;
  const { numPassedTests, numTotalTests } = report;
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests };
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
