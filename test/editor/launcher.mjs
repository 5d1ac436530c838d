#!/usr/bin/env node
// Stands in for VS Code's executable in runTests({ vscodeExecutablePath }): takes VS Code's own flags, and runs the extension's tests in the
// browser-hosted VS Code. What it runs on comes in the environment variable BROWSER_HOSTED_VSCODE, as JSON of scripts/setup/vscode.mjs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { remotePath, startVsCodeServer } from "../../scripts/setup/vscode-server.mjs";
import { chromiumFlags } from "./chromium.mjs";

const timeLimit = 180_000;
const args = process.argv.slice(2);
const flag = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const folder = args.find((arg) => !arg.startsWith("-"));
const vscode = JSON.parse(process.env.BROWSER_HOSTED_VSCODE ?? "null");
if (!vscode || !folder) throw new Error("usage: BROWSER_HOSTED_VSCODE=… launcher.mjs --extensionTestsPath=… FOLDER");

const data = mkdtempSync(join(tmpdir(), "vscode-test-"));
const server = await startVsCodeServer(vscode, {
  data: join(data, "data"),
  extensions: flag("extensions-dir") ?? join(data, "extensions"),
  tests: true,
});
const stopped = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve(130));
});
try {
  const browser = await chromium.launch({ executablePath: vscode.chromium, args: chromiumFlags });
  try {
    const page = await browser.newPage();
    const finished = new Promise((resolve, reject) => {
      page.exposeFunction("codeAutomationExit", resolve).catch(reject);
    });
    await page.exposeFunction("codeAutomationLog", (type, values) => {
      (type === "error" || type === "warn" ? console.error : console.log)(...values);
    });
    const payload = {
      extensionDevelopmentPath: remotePath(server.host, flag("extensionDevelopmentPath")),
      extensionTestsPath: remotePath(server.host, flag("extensionTestsPath")),
      skipWelcome: "true",
    };
    await page.goto(server.address(folder, payload));
    const late = new Promise((resolve) => {
      setTimeout(() => resolve(124), timeLimit).unref();
    });
    process.exitCode = await Promise.race([finished, stopped, late]);
    if (process.exitCode === 124) {
      console.error(`The tests in VS Code did not end within ${timeLimit / 1000} seconds.`);
      await page.screenshot({ path: join(tmpdir(), "vscode-test-timeout.png") });
    }
  } finally {
    await browser.close();
  }
} finally {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
