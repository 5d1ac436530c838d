// What a person does with the keyboard and the mouse in VS Code's page.
import { join } from "node:path";

export class EditorPage {
  /**
   * @param {import("playwright-core").Page} page VS Code, opened.
   * @param {string} screenshots the folder that pictures go to.
   */
  constructor(page, screenshots) {
    this.page = page;
    this.screenshots = screenshots;
    /** The first squiggle of an error in the editor. */
    this.squiggle = page.locator(".monaco-editor .squiggly-error").first();
  }

  /** Takes a picture of all that is seen. */
  async picture(name) {
    await this.page.screenshot({ path: join(this.screenshots, `${name}.png`), animations: "disabled" });
  }

  async openFile(name) {
    const { page } = this;
    await page.locator(".monaco-workbench .explorer-folders-view").waitFor();
    await page.keyboard.press("Control+P");
    await page.locator(".quick-input-widget input").fill(name);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".tab.active", { hasText: name }).waitFor();
    await page.locator(".monaco-editor.focused").waitFor();
  }

  /** Runs a command by the title that the palette shows. */
  async run(title) {
    const { page } = this;
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").fill(`>${title}`);
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).waitFor();
    await page.keyboard.press("Enter");
  }

  async goToLine(line, column) {
    const { page } = this;
    await page.keyboard.press("Control+G");
    await page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
    await page.keyboard.press("Enter");
    await page.locator(".monaco-editor.focused").waitFor();
  }

  /** The menu closes when the editor is busy with something else just then, as on a slow machine: a person asks for it again. */
  async openQuickFixes({ line, column, until }) {
    const { page } = this;
    for (let tries = 5; tries > 0 && !(await until.isVisible()); tries--) {
      await page.keyboard.press("Escape");
      await this.goToLine(line, column);
      await page.locator(".lightBulbWidget[class*=codicon-], [class*=codicon-gutter-lightbulb]").first().waitFor();
      await page.keyboard.press("Control+.");
      await until.waitFor({ timeout: 5_000 }).catch(() => {});
    }
    await until.waitFor();
  }

  /** Points at a place until something is shown: the editor draws it anew while it settles, and then misses the pointer. */
  async pointAt(place, until) {
    const { page } = this;
    for (let tries = 5; tries > 0 && !(await until.isVisible()); tries--) {
      await page.mouse.move(600, 600);
      await place.hover({ force: true });
      await until.waitFor({ timeout: 5_000 }).catch(() => {});
    }
    await until.waitFor();
  }

  /** Chooses from the context menu of a place. */
  async chooseFromMenu(place, action, until) {
    const { page } = this;
    for (let tries = 5; tries > 0 && !(await until.isVisible()); tries--) {
      await page.keyboard.press("Escape");
      await place.click({ button: "right" });
      const item = page.locator(".context-view .action-label", { hasText: action });
      await item.hover();
      // VS Code's menus take no click in the first tenth of a second, in which no person chooses.
      await page.waitForTimeout(300);
      await item.click();
      await until.waitFor({ timeout: 5_000 }).catch(() => {});
    }
    await until.waitFor();
  }

  async selectWord(word, line) {
    await this.goToLine(line, 5);
    for (const _ of word) await this.page.keyboard.press("Shift+ArrowRight");
  }

  async typeAsWritten(lines) {
    const { page } = this;
    for (const [index, line] of lines.entries()) {
      if (index > 0) await page.keyboard.press("Enter");
      await page.keyboard.type(line, { delay: 10 });
      await page.keyboard.press("Escape");
    }
  }
}
