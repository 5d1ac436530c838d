import assert from "node:assert/strict";
import { type CodeAction, ConfigurationTarget, commands, type TextDocument, window, workspace } from "vscode";
import { ownDiagnostics, untilFindings } from "./findings.ts";

const migration = `revision = "1"
down_revision = None


def upgrade():
    safe_add_enum_value("eventtype", "new_value")
`;

async function quickFixTitles(document: TextDocument): Promise<readonly string[]> {
  const [finding] = ownDiagnostics(document.uri);
  assert.ok(finding, "there is a squiggle");
  const fixes = await commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    finding.range,
    "quickfix",
  );
  return fixes.map((fix) => fix.title);
}

/** The whole menu: the fix, then what explains and what disables the rule. */
function menu(module: string): readonly string[] {
  return [
    `Import safe_add_enum_value from ${module} (unsafe)`,
    "Show the page of enum-helper-not-imported",
    "Disable enum-helper-not-imported for this line",
    "Disable enum-helper-not-imported for this file",
  ];
}

describe("settings", () => {
  it("of VS Code apply to an unsaved migration, at once", async () => {
    const document = await workspace.openTextDocument({ language: "python", content: migration });
    await window.showTextDocument(document);
    await untilFindings(document, ["enum-helper-not-imported Error 6:5-6:24"]);
    assert.deepEqual(await quickFixTitles(document), menu("alembic.utils.safe_enum_addition"));
    const settings = workspace.getConfiguration("alembicGuidelines");
    await settings.update("helperModule", "ours.enums", ConfigurationTarget.Workspace);
    try {
      for (let tries = 0; tries < 100; tries++) {
        if ((await quickFixTitles(document))[0]?.includes("ours.enums")) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.deepEqual(await quickFixTitles(document), menu("ours.enums"));
    } finally {
      await settings.update("helperModule", undefined, ConfigurationTarget.Workspace);
      await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  });
});
