// Opens VS Code's page on a folder and has a scene played there, step by step, as a person would do it.
import { join } from "node:path";
import { chromium } from "playwright-core";
import { startVsCodeServer } from "../../../scripts/setup/vscode-server.mjs";
import { chromiumFlags } from "../chromium.mjs";
import { EditorPage } from "./editor-page.mjs";

/**
 * @typedef {object} Scene
 * @property {(workspace: string) => void} [prepare] writes what the scene needs into the folder, before it is opened
 * @property {(stage: { editor: EditorPage, workspace: string, extensionsDir: string }) => Record<string, () => Promise<void>>} steps what a person does, by
 *   what is seen then; each after the other
 * @property {boolean} [untrusted] the folder is opened in Restricted Mode
 * @property {Record<string, unknown>} [settings]
 */

// Each line is typed with its indentation: when the editor begins to indent by itself depends on what it has loaded.
// On a slow machine, words of the file are offered just when Enter is typed, and taken.
const calm = {
  "editor.autoIndent": "none",
  "editor.wordBasedSuggestions": "off",
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
};

/**
 * @param {string} name the scene's
 * @param {Scene} scene
 * @param {{ vscode: import("../../../scripts/setup/vscode.mjs").BrowserHostedVsCode, extensionsDir: string, workspace: string, data: string,
 *   screenshots: string }} options `workspace`: a copy of the examples, which is written to; `screenshots`: the folder that pictures go to
 * @returns {Promise<{ passed: number, failed: number, report: string[] }>}
 */
export async function act(name, scene, { vscode, extensionsDir, workspace, data, screenshots }) {
  scene.prepare?.(workspace);
  const settings = { ...calm, ...scene.settings };
  const trusted = !scene.untrusted;
  const server = await startVsCodeServer(vscode, { data, extensions: extensionsDir, settings, trusted });
  const browser = await chromium.launch({ executablePath: vscode.chromium, args: chromiumFlags });
  const report = [];
  let passed = 0;
  let planned = 1;
  try {
    const page = await browser.newPage({ viewport: { width: 1120, height: 640 }, locale: "en" });
    page.setDefaultTimeout(30_000);
    const editor = new EditorPage(page, screenshots);
    const steps = Object.entries(scene.steps({ editor, workspace, extensionsDir }));
    planned = steps.length;
    await page.goto(server.address(workspace, { skipWelcome: "true" }));
    for (const [title, step] of steps) {
      try {
        await step();
        passed++;
        report.push(`  ✓ a person ${title}`);
      } catch (error) {
        await editor.picture(`${name}-failed`);
        report.push(
          `  ✗ a person ${title}; see ${join(screenshots, `${name}-failed.png`)}`,
          error.stack ?? String(error),
        );
        break;
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  // What comes after a failed step could not be tried, and has not passed.
  return { passed, failed: planned - passed, report };
}
