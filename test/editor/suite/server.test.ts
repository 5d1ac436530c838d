import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { ConfigurationTarget, commands, window, workspace } from "vscode";
import { findingsOf, untilFindings } from "./findings.ts";
import { replaceText, show } from "./workspace-file.ts";

const versions = "migrations/versions";
const inTry = "enum-add-in-try-except Error 19:29-19:71";

/** The process ids of the language servers that this VS Code runs. */
function servers(): readonly number[] {
  const lines = execFileSync("ps", ["-eo", "ppid,pid,args"], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, parent, pid] = /^\s*(\d+)\s+(\d+)\s.*main\.cjs server/.exec(line) ?? [];
    return Number(parent) === process.pid ? [Number(pid)] : [];
  });
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 100; tries > 0 && !condition(); tries--) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(condition());
}

describe("the server", () => {
  it("is started again when it ends by itself, and there is only one", async () => {
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    await untilFindings(document, [inTry]);
    const [pid, ...others] = servers();
    assert.ok(pid);
    assert.deepEqual(others, []);
    const cleared = untilFindings(document, []);
    process.kill(pid, "SIGKILL");
    await cleared;
    await untilFindings(document, [inTry]);
    assert.equal(servers().length, 1);
    assert.notEqual(servers()[0], pid);
  });

  it("checks when a migration is saved, where the settings say so", async () => {
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    const text = document.getText();
    await untilFindings(document, [inTry]);
    const [before] = servers();
    const settings = workspace.getConfiguration("alembicGuidelines");
    await settings.update("run", "onSave", ConfigurationTarget.Workspace);
    try {
      await until(() => servers().length === 1 && servers()[0] !== before);
      await untilFindings(document, [inTry]);
      await replaceText(document, text.replace(/ {4}import sqlalchemy[\s\S]*?raise\n/, "    pass\n"));
      // What is typed has been told to the server once it has answered another question.
      await commands.executeCommand(
        "vscode.executeCodeActionProvider",
        document.uri,
        window.visibleTextEditors[0]?.selection,
      );
      assert.equal(findingsOf(document).length, 1);
      const saved = untilFindings(document, []);
      await document.save();
      await saved;
    } finally {
      const last = servers()[0];
      await settings.update("run", undefined, ConfigurationTarget.Workspace);
      await replaceText(document, text);
      await document.save();
      await until(() => servers().length === 1 && servers()[0] !== last);
      await untilFindings(document, [inTry]);
    }
  });
});
