import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { commands, languages, Uri, window, workspace } from "vscode";
import { findingsOf, ownDiagnostics, untilFindings } from "./findings.ts";
import { fileUri, remove, replaceText, show } from "./workspace-file.ts";

const versions = "migrations/versions";

/** What an extension's command gives, which need not be there yet. */
function run(name: string, ...given: readonly unknown[]): Promise<unknown> {
  return Promise.resolve(commands.executeCommand(`alembicGuidelines.${name}`, ...given));
}

async function read(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}

/** Presses Enter, or another command, again and again until `work` is done. */
async function pressing<Result>(command: string, work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => void commands.executeCommand(command), 300);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

describe("commands", () => {
  before(async () => {
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    await untilFindings(document, ["enum-add-in-try-except Error 19:29-19:71"]);
  });

  afterEach(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("write a new migration after the head, and put the cursor where it is to be written", async () => {
    const given = { message: "Add a thing" };
    const uri = await pressing("workbench.action.acceptSelectedQuickOpenItem", run("newMigration", given));
    const editor = window.activeTextEditor;
    assert.ok(editor, "it is shown");
    assert.equal(editor.document.uri.toString(), uri);
    const text = editor.document.getText();
    const [, id] = /^revision(?:: str)? = ['"](\w{12})['"]$/m.exec(text) ?? [];
    assert.equal(editor.document.uri.path.split("/").at(-1), `${id}_add_a_thing.py`);
    assert.match(text, /^"""Add a thing\.\n\nRevision ID: \w{12}\nRevises: 0011_no_way_back\n/);
    assert.equal(editor.document.getText(editor.selection), "pass");
    assert.equal(editor.document.isDirty, false);
    assert.equal(await read(editor.document.uri), text);
    await commands.executeCommand("workbench.action.closeAllEditors");
    await remove(`${versions}/${id}_add_a_thing.py`);
  });

  it("write one after the revision that is given", async () => {
    await run("newMigration", { message: "On 0010", parents: ["0010_trigger_without_schema"], template: "guideline" });
    const document = window.activeTextEditor?.document;
    assert.match(document?.getText() ?? "", /^down_revision: .* = '0010_trigger_without_schema'$/m);
    const name = document?.uri.path.split("/").at(-1);
    await commands.executeCommand("workbench.action.closeAllEditors");
    await remove(`${versions}/${name}`);
  });

  it("show the enum helper that is there", async () => {
    await run("createEnumHelper");
    const { document } = window.activeTextEditor ?? {};
    assert.equal(document?.uri.path, fileUri("migrations/utils/safe_enum_addition.py").path);
  });

  it("check all migrations; what is found stays, but never beside what an editor shows", async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    const first = fileUri(`${versions}/0003_enum_in_try_except.py`);
    const second = fileUri(`${versions}/0008_execute_in_try_except.py`);
    const open = await show(`${versions}/0005_enum_one_by_one.py`);
    await untilFindings(open.document, findingsOf(open.document));
    await run("checkAll");
    const codes = (uri: Uri) => ownDiagnostics(uri).map(({ code }) => (typeof code === "object" ? code.value : code));
    assert.deepEqual(codes(first), ["enum-add-in-try-except"]);
    assert.deepEqual(codes(second), ["execute-in-try-except"]);
    assert.equal(findingsOf(open.document).length, 1);

    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    await untilFindings(document, ["enum-add-in-try-except Error 19:29-19:71"]);
    const before = document.getText();
    await replaceText(document, before.replace("'new_value'", "'another_value'"));
    await untilFindings(document, ["enum-add-in-try-except Error 19:29-19:75"]);
    await commands.executeCommand("workbench.action.files.revert");

    assert.deepEqual(codes(second), ["execute-in-try-except"]);
    await run("clearCheckAll");
    assert.deepEqual(codes(second), []);
    assert.equal(languages.getDiagnostics(document.uri).length, 1);
  });

  it("show the findings of a file again when it is closed, as they are by then, until they are cleared", async () => {
    const uri = fileUri(`${versions}/0003_enum_in_try_except.py`);
    const original = await read(uri);
    const places = () => ownDiagnostics(uri).map(({ range }) => `${range.start.line + 1}-${range.end.character + 1}`);
    const untilPlaces = async (wanted: readonly string[]) => {
      for (let tries = 100; tries > 0 && places().join() !== wanted.join(); tries--) await delay(100);
      assert.deepEqual(places(), wanted);
    };
    await run("checkAll");
    assert.deepEqual(places(), ["19-71"]);
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    await untilFindings(document, ["enum-add-in-try-except Error 19:29-19:71"]);
    await replaceText(document, original.replace("'new_value'", "'another_value'"));
    await document.save();
    await commands.executeCommand("workbench.action.closeAllEditors");
    await untilPlaces(["19-75"]);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(original));
    await untilPlaces(["19-71"]);

    await show(`${versions}/0003_enum_in_try_except.py`);
    await run("clearCheckAll");
    await commands.executeCommand("workbench.action.closeAllEditors");
    await untilPlaces([]);
  });

  it("fix all in the file", async () => {
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    assert.deepEqual(await run("fixAllInFile"), { migrations: 1, findings: 1, remaining: 0, isApplied: true });
    assert.match(document.getText(), /^ {4}safe_add_enum_value\('eventtype', 'new_value'\)$/m);
    assert.deepEqual(await run("fixAllInFile"), { migrations: 0, findings: 0, remaining: 0, isApplied: false });
    await commands.executeCommand("workbench.action.files.revert");
  });

  it("fix all in the workspace, once the preview of it is accepted", async () => {
    const first = fileUri(`${versions}/0003_enum_in_try_except.py`);
    const original = await read(first);
    const discarded = await pressing("refactorPreview.discard", run("fixAllInWorkspace"));
    assert.ok(typeof discarded === "object" && discarded !== null && "isApplied" in discarded);
    assert.equal(discarded.isApplied, false);
    assert.equal(await read(first), original);

    const names = (await workspace.fs.readDirectory(fileUri(versions))).map(([name]) => name);
    const scripts = names.filter((name) => name.endsWith(".py")).map((name) => fileUri(`${versions}/${name}`));
    const originals = await Promise.all(scripts.map(async (uri) => [uri, await read(uri)] as const));
    const applied = await pressing("refactorPreview.apply", run("fixAllInWorkspace"));
    assert.deepEqual(applied, { ...discarded, isApplied: true });
    const document = await workspace.openTextDocument(first);
    assert.match(document.getText(), /^ {4}safe_add_enum_value\('eventtype', 'new_value'\)$/m);
    for (const [uri, text] of originals) {
      const changed = await workspace.openTextDocument(uri);
      if (changed.getText() !== text) await replaceText(changed, text);
      await changed.save();
    }
    assert.equal(await read(first), original);
  });

  it("report the settings and the context that count, as they are to be read", async () => {
    await show(`${versions}/0003_enum_in_try_except.py`);
    await run("showReport");
    const shown = () => window.tabGroups.activeTabGroup.activeTab?.label;
    for (let tries = 50; tries > 0 && shown() !== "Preview Alembic Guidelines.md"; tries--) await delay(100);
    assert.equal(shown(), "Preview Alembic Guidelines.md");
    const source = Uri.from({ scheme: "alembic-guidelines-report", path: "/Alembic Guidelines.md" });
    const text = (await workspace.openTextDocument(source)).getText();
    assert.match(text, /^\| extension \| `0\.1\.0` \|$/m);
    assert.match(text, /^For the migration `migrations\/versions\/0003_enum_in_try_except\.py`\.$/m);
    assert.match(text, /^\| helper-module \| `migrations\.utils\.safe_enum_addition` \| pyproject\.toml:\d+ \|$/m);
  });
});
