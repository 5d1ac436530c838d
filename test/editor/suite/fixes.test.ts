import assert from "node:assert/strict";
import { type CodeAction, commands, type TextDocument, workspace } from "vscode";
import { ownDiagnostics, untilFindings } from "./findings.ts";
import { show } from "./workspace-file.ts";

const versions = "migrations/versions";

/** The quick fixes that Ctrl+. offers on the first squiggle. */
async function quickFixes(document: TextDocument): Promise<readonly CodeAction[]> {
  const [finding] = ownDiagnostics(document.uri);
  assert.ok(finding, "there is a squiggle");
  return commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    finding.range,
    "quickfix",
    10,
  );
}

describe("fixes", () => {
  it("turn the guideline's ❌ example into its ✅ example", async () => {
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    await untilFindings(document, ["enum-add-in-try-except Error 19:29-19:71"]);
    const before = document.getText();
    const [fix] = await quickFixes(document);
    assert.ok(fix?.edit, "there is a quick fix with an edit");
    assert.equal(fix.isPreferred, true);
    await workspace.applyEdit(fix.edit);
    const after = before
      .replace(
        "from alembic import op\n",
        "from alembic import op\nfrom migrations.utils.safe_enum_addition import safe_add_enum_value\n",
      )
      .replace(
        / {4}import sqlalchemy as sa\n[\s\S]*? {12}raise\n/,
        "    safe_add_enum_value('eventtype', 'new_value')\n",
      );
    assert.equal(document.getText(), after);
    await untilFindings(document, []);
    await commands.executeCommand("workbench.action.files.revert");
  });
});
