// What a person sees in the view of the revisions: their order, what is wrong with them, and where the open one stands.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const versions = "migrations/versions";

/** A migration that does nothing. */
function script(id, parent) {
  return `"""Revision ${id}.

Revision ID: ${id}
Revises: ${parent}
"""
revision = "${id}"
down_revision = "${parent}"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
`;
}

/** @type {import("../act.mjs").Scene} */
export const revisions = {
  prepare(workspace) {
    writeFileSync(join(workspace, versions, "0012_first.py"), script("0012_first", "0011_no_way_back"));
    writeFileSync(join(workspace, versions, "0012_lost.py"), script("0012_lost", "0011_no_way"));
  },
  steps: ({ editor, workspace }) => {
    const { page } = editor;
    // The project's template is the first that is offered.
    const fillIn = async (message, parent = null) => {
      const asked = (placeholder) => page.locator(`.quick-input-widget input[placeholder='${placeholder}']`).waitFor();
      await page.locator(".quick-input-widget", { hasText: "What does it do?" }).waitFor();
      await page.keyboard.type(message);
      await page.keyboard.press("Enter");
      if (parent !== null) {
        await asked("Which revision does it follow?");
        await page.keyboard.type(parent);
        await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: parent }).waitFor();
        await page.keyboard.press("Enter");
      }
      await asked("Made from which template?");
      await page.keyboard.press("Enter");
    };
    const row = (text) => page.locator(".pane-body .monaco-list-row", { hasText: text }).first();
    return {
      "opens the view and sees heads, history and what is wrong": async () => {
        await page.locator(".activitybar .action-label[aria-label^='Alembic Guidelines']").first().click();
        await row("'0012_lost' names '0011_no_way' in down_revision, which no script has").waitFor();
        await row(/^Heads2$/).waitFor();
        await row(/^History13$/).waitFor();
        await row("Bad: the downgrade leaves the column behind.0011_no_way_back").waitFor();
        await page.mouse.move(700, 500);
        await editor.picture("revisions");
      },
      "goes to the place of a problem": async () => {
        await row("'0012_lost' names").click();
        await page.locator(".tab.active", { hasText: "0012_lost.py" }).waitFor();
        await page.locator(".part.statusbar", { hasText: "Ln 7, Col 30 (13 selected)" }).waitFor();
      },
      "goes on along the lenses, and the view follows": async () => {
        await row("Bad: the downgrade leaves the column behind.").click();
        await page.locator(".tab.active", { hasText: "0011_no_way_back.py" }).waitFor();
        await page.locator(".codelens-decoration a", { hasText: "↓ next: 0012_first" }).click();
        await page.locator(".tab.active", { hasText: "0012_first.py" }).waitFor();
        await page.locator(".pane-body .monaco-list-row.selected", { hasText: "Revision 0012_first." }).waitFor();
      },
      "sees a change as it is typed, and another script as it comes": async () => {
        await editor.goToLine(1, 4);
        await page.keyboard.type("The new ", { delay: 10 });
        await row("The new Revision 0012_first.").waitFor();
        writeFileSync(join(workspace, versions, "0013_second.py"), script("0013_second", "0012_first"));
        await row("Revision 0013_second.0013_second · head").waitFor();
        await page.locator(".codelens-decoration a", { hasText: "↓ next: 0013_second" }).waitFor();
      },
      "has a migration follow the one that the menu was opened on": async () => {
        const second = row("Revision 0013_second.0013_second · head");
        const title = page.locator(".quick-input-title", { hasText: /^New Migration After 0013_second$/ });
        await editor.chooseFromMenu(second, "New Migration After This One...", title);
        await fillIn("add the third");
        await page.locator(".tab.active", { hasText: "_add_the_third.py" }).waitFor();
        await page.locator(".view-line", { hasText: /^down_revision.*0013_second/ }).waitFor();
        await row(/^add the third\.\w{12} · head$/i).waitFor();
      },
      "has one follow the head that is chosen, by the title of the view": async () => {
        await page.locator(".pane-header", { hasText: "Revisions" }).hover();
        await page.locator(".pane-header .action-label[aria-label^='New Migration']").click();
        await fillIn("add the fourth", "0012_lost");
        await page.locator(".tab.active", { hasText: "_add_the_fourth.py" }).waitFor();
        await page.locator(".view-line", { hasText: /^down_revision.*0012_lost/ }).waitFor();
      },
    };
  },
};
