// Drives VS Code's page as a person would: types the guideline's ❌ example, sees the squiggle, asks for the fix, inserts a snippet.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { startVsCodeServer } from "../../scripts/setup/vscode-server.mjs";
import { chromiumFlags } from "./chromium.mjs";

const migration = "migrations/versions/0012_typed.py";
const header = `"""Typed by a person.

Revision ID: 0012_typed
Revises: 0011_no_way_back
Create Date: 2026-01-13
"""
from alembic import op

revision = "0012_typed"
down_revision = "0011_no_way_back"


def upgrade() -> None:
    `;
const downgrade = "\n\n\ndef downgrade() -> None:\n    pass\n";
const typed = [
  "import sqlalchemy as sa",
  "    try:",
  `        op.execute(sa.text("ALTER TYPE eventtype ADD VALUE 'new_value'"))`,
  "    except Exception as e:",
  '        if "already exists" not in str(e).lower():',
  "            raise",
];
const fixed = `${header.replace(
  "import op\n",
  "import op\nfrom migrations.utils.safe_enum_addition import safe_add_enum_value\n",
)}safe_add_enum_value('eventtype', 'new_value')${downgrade}`;

/**
 * @param {{ vscode: import("../../scripts/setup/vscode.mjs").BrowserHostedVsCode, extensionsDir: string, workspace: string, data: string,
 *   screenshots: string }} options `workspace`: a copy of the examples, which is written to; `screenshots`: the folder they go to
 * @returns {Promise<{ passed: number, failed: number, report: string[] }>}
 */
export async function actAsPerson({ vscode, extensionsDir, workspace, data, screenshots }) {
  const file = join(workspace, migration);
  const empty = join(workspace, "migrations/versions/0013_template.py");
  writeFileSync(file, `${header}pass${downgrade}`);
  writeFileSync(empty, "");
  // Each line is typed with its indentation: when the editor begins to indent by itself depends on what it has loaded.
  // On a slow machine, words of the file are offered just when Enter is typed, and taken.
  const settings = {
    "editor.autoIndent": "none",
    "editor.wordBasedSuggestions": "off",
    "files.autoSave": "off",
    "editor.minimap.enabled": false,
  };
  const server = await startVsCodeServer(vscode, { data, extensions: extensionsDir, settings });
  const browser = await chromium.launch({ executablePath: vscode.chromium, args: chromiumFlags });
  const page = await browser.newPage({ viewport: { width: 1120, height: 640 }, locale: "en" });
  page.setDefaultTimeout(30_000);
  const picture = (name) => page.screenshot({ path: join(screenshots, `${name}.png`), animations: "disabled" });
  const squiggle = page.locator(".monaco-editor .squiggly-error").first();

  const steps = {
    "types the ❌ example and sees a squiggle": async () => {
      await page.goto(server.address(workspace, { skipWelcome: "true" }));
      await openFile(page, "0012_typed.py");
      await selectWord(page, "pass", 14);
      await typeAsWritten(page, typed);
      await squiggle.waitFor();
    },
    "reads in the hover which rule it is": async () => {
      const hover = page.locator(".monaco-hover:visible", { hasText: "enum-add-in-try-except" });
      // The editor draws the squiggle anew while it settles, and then misses the pointer: a person points again.
      for (let tries = 5; tries > 0 && !(await hover.isVisible()); tries--) {
        await page.mouse.move(600, 600);
        await squiggle.hover({ force: true });
        await hover.waitFor({ timeout: 5_000 }).catch(() => {});
      }
      await hover.waitFor();
      await picture("hover");
      await page.mouse.move(600, 600);
    },
    "presses Ctrl+. and chooses the fix": async () => {
      await goToLine(page, 16, 40);
      await page.locator(".lightBulbWidget[class*=codicon-], [class*=codicon-gutter-lightbulb]").first().waitFor();
      await page.keyboard.press("Control+.");
      const fix = page.locator(".action-widget .monaco-list-row", { hasText: "safe_add_enum_value" }).first();
      await fix.waitFor();
      await picture("quick-fix");
      await fix.click();
      await squiggle.waitFor({ state: "detached" });
      await page.keyboard.press("Control+S");
      await untilSaved(file, (text) => assert.equal(text, fixed));
      await picture("fixed");
    },
    "types a prefix and inserts the template": async () => {
      await openFile(page, "0013_template.py");
      await page.keyboard.type("alembic-mig", { delay: 30 });
      const offer = page.locator(".suggest-widget .monaco-list-row.focused", { hasText: "alembic-migration" });
      await offer.waitFor();
      await picture("snippet");
      await page.keyboard.press("Enter");
      await page.locator(".view-line", { hasText: "Description of what this migration does" }).waitFor();
      await page.keyboard.type("Adds the value", { delay: 10 });
      await page.keyboard.press("Tab");
      await page.keyboard.type("0013_template", { delay: 10 });
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+S");
      await untilSaved(empty, (text) => {
        assert.match(
          text,
          /^"""Adds the value\.\n\nRevision ID: 0013_template\nRevises: previous_revision\nCreate Date: \d{4}-\d\d-\d\d\n/,
        );
        assert.match(text, /^revision: str = "0013_template"$/m);
      });
    },
  };

  const report = [];
  let passed = 0;
  try {
    for (const [title, step] of Object.entries(steps)) {
      try {
        await step();
        passed++;
        report.push(`  ✓ a person ${title}`);
      } catch (error) {
        await picture("failed");
        report.push(`  ✗ a person ${title}; see ${join(screenshots, "failed.png")}`, error.stack ?? String(error));
        break;
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  // What comes after a failed step could not be tried, and has not passed.
  return { passed, failed: Object.keys(steps).length - passed, report };
}

async function openFile(page, name) {
  await page.locator(".monaco-workbench .explorer-folders-view").waitFor();
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input").fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: name }).waitFor();
  await page.locator(".monaco-editor.focused").waitFor();
}

async function goToLine(page, line, column) {
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.locator(".monaco-editor.focused").waitFor();
}

async function selectWord(page, word, line) {
  await goToLine(page, line, 5);
  for (const _ of word) await page.keyboard.press("Shift+ArrowRight");
}

async function typeAsWritten(page, lines) {
  for (const [index, line] of lines.entries()) {
    if (index > 0) await page.keyboard.press("Enter");
    await page.keyboard.type(line, { delay: 10 });
    await page.keyboard.press("Escape");
  }
}

/** Waits until what is on disk passes `check`; throws what it says when that does not happen. */
async function untilSaved(file, check) {
  for (let tries = 100; tries > 0; tries--) {
    try {
      return check(readFileSync(file, "utf8"));
    } catch (error) {
      if (tries === 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
