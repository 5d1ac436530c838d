import assert from "node:assert/strict";
import { type CodeLens, commands, type TextDocument } from "vscode";
import { untilFindings } from "./findings.ts";
import { replaceText, show } from "./workspace-file.ts";

/** The checklist's lens: `line title`, the line as people count. */
async function lens(document: TextDocument): Promise<{ readonly shown: string; readonly lens: CodeLens | null }> {
  const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10);
  const found = lenses.find(({ command }) => command?.title.startsWith("Checklist")) ?? null;
  return { shown: `${(found?.range.start.line ?? -1) + 1} ${found?.command?.title}`, lens: found };
}

describe("the checklist", () => {
  it("has a lens above upgrade that follows the text, and opens the view", async () => {
    const { document } = await show("migrations/versions/0003_enum_in_try_except.py");
    await untilFindings(document, ["enum-add-in-try-except Error 19:29-19:71"]);
    const first = await lens(document);
    assert.equal(first.shown, "16 Checklist: 3 of 8 hold, 3 fail, 2 not yet tested");
    await replaceText(document, document.getText().replace(/ {4}import sqlalchemy[\s\S]*? {12}raise\n/, "    pass\n"));
    assert.equal((await lens(document)).shown, "16 Checklist: 6 of 8 hold, 2 not yet tested");
    await commands.executeCommand("workbench.action.files.revert");
    assert.match(document.getText(), /raise/);
    await untilFindings(document, ["enum-add-in-try-except Error 19:29-19:71"]);
    const command = first.lens?.command;
    assert.equal(command?.command, "alembicGuidelines.showChecklist");
    await commands.executeCommand(command.command, ...(command.arguments ?? []));
    await commands.executeCommand("workbench.view.explorer");
  });
});
