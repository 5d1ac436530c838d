// What a person reads: the page of a rule, the state of the server, why it has ended.
import { execFileSync } from "node:child_process";

/** @type {import("../act.mjs").Scene} */
export const reading = {
  steps: ({ editor, extensionsDir }) => {
    const { page } = editor;
    return {
      "opens the rule's page from the hover, as it is to be read": async () => {
        await editor.openFile("0003_enum_in_try_except.py");
        await editor.squiggle.waitFor();
        const link = page.locator(".monaco-hover:visible a", { hasText: "enum-add-in-try-except" }).first();
        await editor.pointAt(editor.squiggle, link);
        await link.click();
        await page.locator(".tab.active", { hasText: "enum-add-in-try-except.md" }).waitFor();
        const preview = page.frameLocator("iframe.webview").frameLocator("#active-frame");
        await preview.locator("h1", { hasText: "enum-add-in-try-except" }).waitFor();
        await editor.picture("rule-page");
        await page.locator(".tab.active [aria-label^='Close']").click();
      },
      "sees in the status what was found, and when": async () => {
        await editor.openFile("0003_enum_in_try_except.py");
        await editor.squiggle.waitFor();
        await page.locator("[id='status.languageStatus']").click();
        await page.locator(".hover-language-status", { hasText: /1 finding, checked at \d/ }).waitFor();
        await editor.picture("status");
        await page.keyboard.press("Escape");
        await page.mouse.click(700, 550);
        await page.locator(".hover-language-status").waitFor({ state: "detached" });
      },
      "is told why the server has ended, also by commands, and starts it again": async () => {
        for (let ends = 0; ends < 5; ends++) await endServer(extensionsDir);
        const notice = page.locator(".notification-toast", { hasText: "ended by SIGKILL" });
        await notice.waitFor({ timeout: 60_000 });
        await editor.picture("server-ended");
        await editor.run("Alembic Guidelines: New Migration");
        // At once: nothing is asked in vain.
        await page.locator(".notification-toast", { hasText: "The language server is not running" }).waitFor();
        await notice.locator("a.monaco-button", { hasText: "Restart" }).click();
        await editor.squiggle.waitFor();
      },
    };
  },
};

/** Ends the language server of the extension that is installed there, as a lack of memory would. Waits until there is one. */
async function endServer(extensionsDir) {
  const program = new RegExp(`^\\s*(\\d+) .*${extensionsDir}/.*/main\\.cjs server`, "m");
  for (let tries = 300; tries > 0; tries--) {
    const pid = program.exec(execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }))?.[1];
    if (pid !== undefined) {
      process.kill(Number(pid), "SIGKILL");
      // A process that has just been ended may still be listed.
      await new Promise((resolve) => setTimeout(resolve, 500));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("there is no server to end");
}
