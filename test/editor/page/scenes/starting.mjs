// What somebody meets who has just installed the extension: its walkthrough.

const titles = [
  "Open a migration",
  "See a finding",
  "Fix it",
  "Begin a migration from the template",
  "Tick the checklist before you commit",
];

/** @type {import("../act.mjs").Scene} */
export const starting = {
  steps: ({ editor }) => {
    const { page } = editor;
    const step = (title) => page.locator(".getting-started-step", { hasText: title });
    return {
      "goes through the walkthrough, a picture at each step": async () => {
        await page.locator(".monaco-workbench .explorer-folders-view").waitFor();
        // In a narrow window there are no pictures.
        await page.setViewportSize({ width: 1500, height: 800 });
        await editor.run("Welcome: Open Walkthrough...");
        await page
          .locator(".quick-input-list .monaco-list-row", { hasText: "Get started with Alembic Guidelines" })
          .click();
        for (const title of titles) {
          await step(title).click();
          const picture = page.locator(".getting-started-media img");
          await picture.first().waitFor();
          await picture.first().evaluate(async (image) => {
            await image.decode();
            if (image.naturalWidth < 300) throw new Error(`${image.srcset} is no picture`);
          });
        }
        await step("Open a migration").click();
        await editor.picture("walkthrough");
      },
      "opens a migration from there, and sees a squiggle": async () => {
        const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "0003_enum_in_try_except.py" });
        // The list closes when the walkthrough takes the focus back, as it does while it settles: a person clicks again.
        for (let tries = 5; tries > 0 && !(await row.first().isVisible()); tries--) {
          await page.locator(".getting-started-step.expanded a.monaco-button", { hasText: "Open a Migration" }).click();
          await page.keyboard.type("0003", { delay: 30 });
          await row
            .first()
            .waitFor({ timeout: 5_000 })
            .catch(() => page.keyboard.press("Escape"));
        }
        await row.first().click();
        await editor.squiggle.waitFor();
      },
    };
  },
};
