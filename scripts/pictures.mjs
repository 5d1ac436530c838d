// `npm run pictures`: takes the pictures of the README and of the walkthrough in a real VS Code, light and dark. They are looked at before
// they are committed. pngquant (Debian has it) makes them small.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { chromiumFlags } from "../test/editor/chromium.mjs";
import { EditorPage } from "../test/editor/page/editor-page.mjs";
import { packageExtension } from "./package.mjs";
import { ensureBrowserHostedVsCode } from "./setup/vscode.mjs";
import { installExtension, startVsCodeServer } from "./setup/vscode-server.mjs";

const root = join(import.meta.dirname, "..");
const images = join(root, "docs/images");
const themes = { light: "Default Light Modern", dark: "Default Dark Modern" };
const settings = {
  "editor.minimap.enabled": false,
  "editor.wordBasedSuggestions": "off",
  "editor.fontSize": 13,
  "breadcrumbs.enabled": false,
  "workbench.layoutControl.enabled": false,
};
/** Beside the side bar, which is left out where nothing is to be seen in it. */
const editorOnly = { x: 302, y: 36, width: 694, height: 476 };

/** What is on each picture: how it comes to be, and the part of the page that is taken. */
const pictures = {
  open: {
    async pose(editor) {
      await editor.openFile("0003_enum_in_try_except.py");
      await editor.squiggle.waitFor();
    },
    clip: null,
  },
  finding: {
    async pose(editor) {
      await editor.openFile("0003_enum_in_try_except.py");
      const hover = editor.page.locator(".monaco-hover:visible", { hasText: "Why, and what else helps" });
      await editor.pointAt(editor.squiggle, hover);
      await hover.getByText("safe_add_enum_value(").first().waitFor();
    },
    clip: null,
  },
  fix: {
    async pose(editor) {
      await editor.openFile("0003_enum_in_try_except.py");
      const fix = editor.page.locator(".action-widget .monaco-list-row", { hasText: "safe_add_enum_value" }).first();
      await editor.openQuickFixes({ line: 19, column: 45, until: fix });
    },
    clip: editorOnly,
  },
  template: {
    async pose(editor) {
      await editor.openFile("0012_new.py");
      await editor.page.keyboard.type("alembic-c", { delay: 30 });
      await editor.page.locator(".suggest-widget .monaco-list-row", { hasText: "alembic-column" }).first().waitFor();
    },
    clip: editorOnly,
  },
  checklist: {
    async pose(editor) {
      await editor.openFile("0010_trigger_without_schema.py");
      await editor.run("Alembic Guidelines: Show the Checklist");
      await editor.page.locator(".pane-body .monaco-list-row", { hasText: "Checks schema existence" }).waitFor();
      await editor.page.locator(".pane-body .monaco-list-row", { hasText: "History" }).waitFor();
      await editor.page.locator(".monaco-editor .codelens-decoration", { hasText: "Checklist" }).waitFor();
    },
    clip: null,
  },
};

const vscode = await ensureBrowserHostedVsCode({ browser: true });
const scratch = mkdtempSync(join(tmpdir(), "alembic-guidelines-pictures-"));
try {
  const vsix = await packageExtension(join(scratch, "alembic-guidelines.vsix"));
  for (const [theme, colorTheme] of Object.entries(themes)) {
    const workspace = join(scratch, theme, "examples");
    const data = join(scratch, theme, "data");
    const extensions = join(scratch, theme, "extensions");
    cpSync(join(root, "examples"), workspace, { recursive: true });
    writeFileSync(join(workspace, "migrations/versions/0012_new.py"), "");
    installExtension(vscode, vsix, { data, extensions });
    const server = await startVsCodeServer(vscode, {
      data,
      extensions,
      settings: { ...settings, "workbench.colorTheme": colorTheme },
    });
    const browser = await chromium.launch({ executablePath: vscode.chromium, args: chromiumFlags });
    try {
      const page = await browser.newPage({ viewport: { width: 1000, height: 545 }, locale: "en" });
      page.setDefaultTimeout(60_000);
      await page.goto(server.address(workspace, { skipWelcome: "true" }));
      const editor = new EditorPage(page, scratch);
      for (const [name, { pose, clip }] of Object.entries(pictures)) {
        await pose(editor);
        // What moves has come to rest.
        await page.waitForTimeout(1_500);
        await take(page, join(images, "walkthrough", `${name}-${theme}.png`), clip);
        await page.keyboard.press("Escape");
      }
    } finally {
      await browser.close();
      await server.stop();
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}

async function take(page, path, clip) {
  mkdirSync(join(path, ".."), { recursive: true });
  await page.screenshot({ path, animations: "disabled", ...(clip === null ? {} : { clip }) });
  const { error } = spawnSync("pngquant", [
    "--force",
    "--skip-if-larger",
    "--speed",
    "1",
    "--output",
    path,
    "64",
    path,
  ]);
  if (error) console.error(`${path} stays large: ${error.message}`);
}
