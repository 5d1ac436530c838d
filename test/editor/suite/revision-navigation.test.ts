import assert from "node:assert/strict";
import {
  type CodeLens,
  type CompletionList,
  commands,
  type Hover,
  type Location,
  type LocationLink,
  MarkdownString,
  type Position,
  type SymbolInformation,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import { fileUri, remove, show, showNew } from "./workspace-file.ts";

const versions = "migrations/versions";
const last = `${versions}/0011_no_way_back.py`;
const patience = 10_000;

/** The position right behind the last of these words. */
function behind(document: TextDocument, words: string): Position {
  return document.positionAt(document.getText().lastIndexOf(words) + words.length);
}

/** Asks again until the answer is the wanted one: what is open elsewhere may still be on its way to the server. */
async function until<Answer>(ask: () => Promise<Answer>, wanted: Answer): Promise<void> {
  const end = Date.now() + patience;
  for (let answer = await ask(); JSON.stringify(answer) !== JSON.stringify(wanted); answer = await ask()) {
    if (Date.now() > end) assert.deepEqual(answer, wanted);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const nameOf = (uri: { readonly path: string }) => uri.path.split("/").at(-1);

describe("the ways between revisions", () => {
  afterEach(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("lead from down_revision to the script that is followed, and from there to those that follow", async () => {
    const { document } = await show(last);
    await until(async () => {
      const found = await commands.executeCommand<(Location | LocationLink)[]>(
        "vscode.executeDefinitionProvider",
        document.uri,
        behind(document, '"0010_trigger'),
      );
      return found.map((each) =>
        "targetUri" in each
          ? [nameOf(each.targetUri), each.targetSelectionRange?.start.line, each.originSelectionRange?.start.character]
          : ["not a link"],
      );
    }, [["0010_trigger_without_schema.py", 9, 34]]);
    const { document: base } = await show(`${versions}/0001_base.py`);
    const references = await commands.executeCommand<Location[]>(
      "vscode.executeReferenceProvider",
      base.uri,
      behind(base, 'revision: str = "0001'),
    );
    assert.deepEqual(
      references.map(({ uri }) => nameOf(uri)),
      ["0001_base.py", "0002_enum_with_helper.py"],
    );
  });

  it("stand over `revision`, and open on a click", async () => {
    const { document } = await show(last);
    const lenses = async () =>
      (await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 99))
        .map(({ command }) => command)
        .filter((command) => command !== undefined && /previous|next|head/.test(command.title));
    await until(
      async () => (await lenses()).map((command) => command?.title),
      ["↑ previous: 0010_trigger_without_schema Bad: dies w…", "head"],
    );
    const [previous] = await lenses();
    assert.ok(previous);
    await commands.executeCommand(previous.command, ...(previous.arguments ?? []));
    await until(async () => {
      const editor = window.activeTextEditor;
      return [editor && nameOf(editor.document.uri), editor?.selection.start.line];
    }, ["0010_trigger_without_schema.py", 9]);
  });

  it("are described where an id is pointed at", async () => {
    const { document } = await show(last);
    await until(async () => {
      const hovers = await commands.executeCommand<Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        behind(document, '"0010_trigger'),
      );
      const texts = hovers
        .flatMap(({ contents }) => contents)
        .map((each) => (each instanceof MarkdownString ? each.value : ""));
      return texts.filter((text) => /^`0010_trigger_without_schema` \*\*Bad/.test(text)).length;
    }, 1);
  });

  it("are found among the symbols of the workspace", async () => {
    await show(last);
    await until(async () => {
      const found = await commands.executeCommand<SymbolInformation[]>(
        "vscode.executeWorkspaceSymbolProvider",
        "0011 back",
      );
      return found.map(({ name, containerName, location }) => [name, containerName, nameOf(location.uri)]);
    }, [["0011_no_way_back Bad: the downgrade leaves the column behind.", "migrations", "0011_no_way_back.py"]]);
  });

  it("are offered while a parent is written", async () => {
    const path = `${versions}/0012_begun.py`;
    const { document } = await showNew(
      path,
      'revision = "0012_begun"\ndown_revision = "00"\n\n\ndef upgrade():\n    pass\n',
    );
    try {
      const { items } = await commands.executeCommand<CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        behind(document, '"00'),
      );
      const own = items.filter(({ detail }) => detail !== undefined && detail !== "").map(({ label }) => label);
      assert.deepEqual(
        own.slice(0, 2).map((label) => (typeof label === "string" ? label : label.label)),
        ["0011_no_way_back", "0010_trigger_without_schema"],
      );
    } finally {
      await remove(path);
    }
  });

  it("are left alone in files without an environment", async () => {
    const uri = fileUri("elsewhere.py");
    await workspace.fs.writeFile(uri, new TextEncoder().encode('revision = "1"\ndown_revision = "0"\n'));
    try {
      const { document } = await show("elsewhere.py");
      const found = await commands.executeCommand("vscode.executeDefinitionProvider", uri, behind(document, '"0'));
      assert.deepEqual(found, []);
    } finally {
      await remove("elsewhere.py");
    }
  });
});
