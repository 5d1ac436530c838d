import assert from "node:assert/strict";
import { type CodeAction, commands, type TextDocument, workspace } from "vscode";
import { ownDiagnostics, untilFindings } from "./findings.ts";
import { remove, replaceText, show, showNew } from "./workspace-file.ts";

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

  it("are all made on saving, where the settings say so, except unsafe ones", async () => {
    const upgrade = (body: string) => `"""Three mistakes."""
from alembic import op${body.includes("safe_add") ? "\nfrom migrations.utils.safe_enum_addition import safe_add_enum_value, safe_add_multiple_enum_values" : ""}

revision = "0012_three"
down_revision = "0011_no_way_back"


def upgrade() -> None:
${body}
    try:
        op.execute("UPDATE events SET kind = 'a' WHERE id = 1")
    except Exception:
        pass
`;
    const mistakes = upgrade(`    try:
        op.execute("ALTER TYPE eventtype ADD VALUE 'naïve 😀'")
    except Exception:
        pass
    for value in ("a", "b"):
        op.execute(f"ALTER TYPE other ADD VALUE '{value}'")`);
    const repaired = upgrade(`    safe_add_enum_value('eventtype', 'naïve 😀')
    safe_add_multiple_enum_values('other', [
        'a',
        'b'
    ])`);
    const { document } = await showNew(`${versions}/0012_three.py`, mistakes);
    await untilFindings(document, [
      "enum-add-in-try-except Error 10:21-10:62",
      "enum-add-without-helper Warning 14:22-14:58",
      "execute-in-try-except Error 16:21-16:62",
    ]);
    const editor = workspace.getConfiguration("editor", document);
    await editor.update("codeActionsOnSave", { "source.fixAll.alembic-guidelines": "always" });
    try {
      // A file without changes is not saved; this one is as a person leaves it who has just typed.
      await replaceText(document, `${mistakes}\n`);
      assert.equal(await document.save(), true);
      assert.equal(document.getText(), `${repaired}\n`);
      await untilFindings(document, ["execute-in-try-except Error 16:21-16:62"]);
    } finally {
      await editor.update("codeActionsOnSave", undefined);
    }
    await commands.executeCommand("workbench.action.closeAllEditors");
    await remove(`${versions}/0012_three.py`);
  });
});
