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
// The database tests wait for PostgreSQL and Python most of the time: the others use the processor meanwhile.
await Promise.all([
  vitestProjects(["database"], true),
  vitestProjects(["unit", "endurance", "protocol", "packaging"], false),
]);
const editor = join(results, "editor.json");
await step("tests in VS Code", process.execPath, [join(root, "test/editor/run.mjs")], () => readJson(editor), {
  EDITOR_TEST_TOTALS: editor,
});
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** Runs projects of Vitest, one after the other. @param {boolean} later print what they say once they have ended, as others print meanwhile */
async function vitestProjects(projects, later) {
  for (const project of projects) {
    const file = join(results, `${project}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const args = [vitest, "run", "--project", project, ...reporters];
    await step(`${project} tests`, process.execPath, args, () => vitestCounts(file), {}, later);
  }
}

/**
 * Runs a command to its end and adds up what it counted.
 * @param {() => Counts | null} [read] reads the counts after it has ended; a command without is one test by itself
 * @typedef {{ passed: number, failed: number }} Counts
 */
async function step(title, command, args, read, env = {}, later = false) {
  console.log(`\n##### ${title}${later ? ", beside the others" : ""}`);
  const began = performance.now();
  const said = [];
  const code = await new Promise((resolve) => {
    const stdio = later ? ["ignore", "pipe", "pipe"] : "inherit";
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => said.push(chunk));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (status, signal) => resolve(status ?? signal));
  });
  process.stdout.write(Buffer.concat(said));
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
