import assert from "node:assert/strict";
import { type CodeAction, commands, workspace } from "vscode";
import { findingsOf, ownDiagnostics, untilFindings, untilRelated } from "./findings.ts";
import { fileUri, remove, showNew } from "./workspace-file.ts";

const versions = "migrations/versions";
const last = "0011_no_way_back";

function revision(id: string, parent: string): string {
  return `"""${id}

Revision ID: ${id}
Revises: ${parent}
"""
from alembic import op

revision = "${id}"
down_revision = "${parent}"


def upgrade() -> None:
    op.execute("SELECT 1")


def downgrade() -> None:
    pass
`;
}

describe("revisions", () => {
  afterEach(async () => {
    await workspace.saveAll();
    await commands.executeCommand("workbench.action.closeAllEditors");
    const added = await workspace.findFiles(`${versions}/*.py`, "**/{000?,001[01]}_*.py");
    for (const { path } of added) await remove(`${versions}/${path.split("/").at(-1)}`);
  });

  it("know each other: two heads point to one another, and a merge makes them one", async () => {
    const [one, two] = [`${versions}/0012_one.py`, `${versions}/0012_two.py`];
    const { document } = await showNew(one, revision("0012_one", last));
    await untilFindings(document, []);
    await workspace.fs.writeFile(fileUri(two), new TextEncoder().encode(revision("0012_two", last)));
    // VS Code may still be telling of files that tests before have deleted.
    await untilRelated(document, ["0012_two.py"]);
    assert.deepEqual(findingsOf(document), ["revision-multiple-heads Warning 8:12-8:22"]);

    const [finding] = ownDiagnostics(document.uri);
    assert.ok(finding);
    assert.equal(finding.relatedInformation?.[0]?.location.range.start.line, 7);

    const fixes = await commands.executeCommand<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      finding.range,
      "quickfix",
      10,
    );
    const titles = fixes.map(({ title }) => title).filter((title) => !/^(Disable|Show the page of) /.test(title));
    assert.equal(titles.length, 2, titles.join("; "));
    const [merge] = fixes;
    assert.equal(merge?.isPreferred, true);
    assert.ok(merge.edit);
    const [created] = merge.edit.entries();
    assert.ok(created, "the merge is a file");
    assert.equal(await workspace.applyEdit(merge.edit), true);
    await workspace.saveAll();
    assert.equal(created[0].path.startsWith(fileUri(versions).path), true);
    await untilFindings(document, []);
  });

  it("are found by what is clearly meant", async () => {
    const path = `${versions}/0012_lost.py`;
    const text = revision("0012_lost", "0011_no_way_bak");
    const { document } = await showNew(path, text);
    await untilFindings(document, ["revision-parent-missing Error 9:17-9:34"]);
    const [finding] = ownDiagnostics(document.uri);
    assert.ok(finding);
    const [fix] = await commands.executeCommand<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      finding.range,
      "quickfix",
      10,
    );
    assert.ok(fix?.edit);
    await workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), revision("0012_lost", last));
    await untilFindings(document, []);
  });
});
