import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { commands, extensions } from "vscode";
import { show } from "./workspace-file.ts";

describe("the extension", () => {
  it("is the one under test, and active in a folder with migrations", async () => {
    await show("migrations/versions/0001_base.py");
    const own = extensions.getExtension("alembic-guidelines.alembic-guidelines-vscode");
    assert.ok(own, "the extension is there");
    assert.ok(process.env.EDITOR_TEST_EXTENSION, "the run says where it expects it");
    assert.equal(realpathSync(own.extensionPath), realpathSync(process.env.EDITOR_TEST_EXTENSION));
    for (let tries = 0; !own.isActive && tries < 300; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(own.isActive, true);
  });

  it("carries out all the commands that it lists", async () => {
    const own = extensions.getExtension("alembic-guidelines.alembic-guidelines-vscode");
    const listed: readonly string[] = own?.packageJSON.contributes.commands.map(
      ({ command }: { command: string }) => command,
    );
    const known = new Set(await commands.getCommands(true));
    assert.ok(listed.length > 10);
    assert.deepEqual(
      listed.filter((command) => !known.has(command)),
      [],
    );
  });
});
