// Does what a newcomer does: runs `npm start`, opens the address it prints, and sees a squiggle.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { chromiumFlags } from "../chromium.mjs";

const root = join(import.meta.dirname, "../../..");
const title = "a newcomer runs npm start and sees a squiggle in an example";

/**
 * @param {{ chromium: string, screenshots: string }} options the browser's binary; where pictures go
 * @returns {Promise<{ passed: number, failed: number, report: string[] }>}
 */
export async function actAsNewcomer({ chromium: executablePath, screenshots }) {
  const start = spawn(process.execPath, [join(root, "scripts/start.mjs"), "--browser-hosted"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => start.once("exit", resolve));
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const address = await printedAddress(start);
    const page = await browser.newPage({ viewport: { width: 1120, height: 640 }, locale: "en" });
    await page.goto(address);
    try {
      await page.locator(".monaco-editor .squiggly-error").first().waitFor({ timeout: 60_000 });
    } finally {
      await page.screenshot({ path: join(screenshots, "start.png") });
    }
    start.kill("SIGINT");
    assert.equal(await ended, 0, "Ctrl+C ends it in peace");
    return { passed: 1, failed: 0, report: [`  ✓ ${title}`] };
  } catch (error) {
    return { passed: 0, failed: 1, report: [`  ✗ ${title}`, error.stack ?? String(error)] };
  } finally {
    start.kill("SIGINT");
    await ended;
    await browser.close();
  }
}

function printedAddress(child) {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code}`)));
    createInterface(child.stdout).on("line", (line) => {
      const address = /http:\/\/127\.0\.0\.1:\S+/.exec(line)?.[0];
      if (address) resolve(address);
    });
  });
}
