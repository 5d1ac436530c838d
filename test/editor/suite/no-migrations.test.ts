import assert from "node:assert/strict";
import { extensions, type TextEditor } from "vscode";
import { showNew } from "./workspace-file.ts";

describe("the extension, in a folder without migrations", () => {
  it("stays asleep while Python is edited", async () => {
    const { document }: TextEditor = await showNew("models.py", "import sqlalchemy as sa\n");
    assert.equal(document.languageId, "python");
    // Long after the folder was searched for migrations, which VS Code gives up after seven seconds.
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    const own = extensions.getExtension("alembic-guidelines.alembic-guidelines-vscode");
    assert.ok(own, "the extension is there");
    assert.equal(own.isActive, false);
  });
});
