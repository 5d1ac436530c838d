#!/usr/bin/env node
// Stands in for VS Code's executable in runTests({ vscodeExecutablePath }): takes VS Code's own flags, and runs the extension's tests in the
// browser-hosted VS Code. What it runs on comes in the environment variable BROWSER_HOSTED_VSCODE, as JSON of scripts/setup/vscode.mjs.
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import { chromium } from "playwright-core";
import { remotePath, startVsCodeServer } from "../../scripts/setup/vscode-server.mjs";
import { chromiumFlags } from "./chromium.mjs";

const timeLimit = 180_000;
const args = process.argv.slice(2);
const folder = args.find((arg) => !arg.startsWith("-"));
const vscode = JSON.parse(process.env.BROWSER_HOSTED_VSCODE ?? "null");
if (!vscode || !folder) throw new Error("usage: BROWSER_HOSTED_VSCODE=… launcher.mjs --user-data-dir=… … FOLDER");

const data = flag("user-data-dir");
mkdirSync(data, { recursive: true });
// VS Code says much here that is harmless: about its own native modules, accounts and language models.
const log = createWriteStream(join(data, "console.log"));
const server = await startVsCodeServer(vscode, { data, extensions: flag("extensions-dir"), tests: true });
const stopped = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve(130));
});
try {
  const browser = await chromium.launch({ executablePath: vscode.chromium, args: chromiumFlags });
  try {
    process.exitCode = await Promise.race([runTests(await browser.newPage()), stopped]);
  } finally {
    await browser.close();
  }
} finally {
  await server.stop();
  log.end();
}
if (process.exitCode !== 0) console.error(`VS Code's own log: ${log.path}`);

/** Opens the folder in the page, has VS Code run the tests, and gives their exit code: 0, 1, or 124 when they don't end. */
async function runTests(page) {
  const finished = new Promise((resolve, reject) => {
    page.exposeFunction("codeAutomationExit", resolve).catch(reject);
  });
  await page.exposeFunction("codeAutomationLog", (type, values) => log.write(`${type}: ${format(...values)}\n`));
  const payload = {
    extensionDevelopmentPath: remotePath(server.host, flag("extensionDevelopmentPath")),
    extensionTestsPath: remotePath(server.host, flag("extensionTestsPath")),
    skipWelcome: "true",
  };
  await page.goto(server.address(folder, payload));
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(124), timeLimit);
  });
  const code = await Promise.race([finished, late]);
  clearTimeout(timer);
  if (code === 124) {
    const screenshot = join(data, "timeout.png");
    await page.screenshot({ path: screenshot });
    console.error(`The tests in VS Code did not end within ${timeLimit / 1000} seconds; see ${screenshot}.`);
  }
  return code;
}

/** The value of one of VS Code's command line flags; all those used here are required. */
function flag(name) {
  const value = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  if (!value) throw new Error(`--${name}=… is missing`);
  return value;
}
