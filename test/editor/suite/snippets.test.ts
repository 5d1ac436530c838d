import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CompletionList, commands, extensions, SnippetString, type TextEditor } from "vscode";
import { remove, showNew } from "./workspace-file.ts";

const path = "migrations/versions/new.py";

/** The snippets that completion offers at the end of the editor's text: label → snippet. */
async function offered({ document }: TextEditor): Promise<ReadonlyMap<string, string>> {
  const list = await commands.executeCommand<CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    document.positionAt(document.getText().length),
  );
  const snippets = new Map<string, string>();
  for (const { label, insertText } of list.items) {
    if (!(insertText instanceof SnippetString)) continue;
    snippets.set(typeof label === "string" ? label : label.label, insertText.value);
  }
  return snippets;
}

describe("snippets", () => {
  afterEach(async () => {
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await remove(path);
  });

  it("are offered under every prefix in a Python file", async () => {
    const own = extensions.getExtension("alembic-guidelines.alembic-guidelines-vscode");
    assert.ok(own, "the extension is there");
    const file: Record<string, { prefix: string[] }> = JSON.parse(
      readFileSync(join(own.extensionPath, "snippets/alembic.code-snippets"), "utf8"),
    );
    const labels = [...(await offered(await showNew(path, ""))).keys()];
    for (const prefix of Object.values(file).flatMap((snippet) => snippet.prefix)) {
      assert.ok(labels.includes(prefix), `${prefix} is among ${labels.join(", ")}`);
    }
  });

  it("insert the guideline's template with today's date, the first tab stop selected, and go on with Tab", async () => {
    const editor = await showNew(path, "");
    const now = new Date();
    await commands.executeCommand("editor.action.insertSnippet", { langId: "python", name: "Alembic: migration" });
    const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
    const { document } = editor;
    assert.equal(document.lineAt(4).text, `Create Date: ${date.join("-")}`);
    assert.equal(document.getText(editor.selection), "Description of what this migration does");
    const stops: string[] = [];
    for (let stop = 2; stop <= 10; stop++) {
      await commands.executeCommand("jumpToNextSnippetPlaceholder");
      stops.push(document.getText(editor.selection));
    }
    assert.deepEqual(stops, [
      "xyz_description",
      "previous_revision",
      "alembic.utils.safe_enum_addition",
      "eventtype",
      "new_value",
      "schema_name",
      "table_name",
      "column_name",
      "VARCHAR(255)",
    ]);
    assert.equal(document.getText().match(/xyz_description/g)?.length, 2);
  });
});
