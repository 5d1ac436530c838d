import assert from "node:assert/strict";
import {
  CompletionItemKind,
  type CompletionList,
  commands,
  type Hover,
  MarkdownString,
  Position,
  Range,
  type TextDocument,
} from "vscode";
import { untilFindings } from "./findings.ts";
import { remove, show, showNew } from "./workspace-file.ts";

const versions = "migrations/versions";

/** All that is told of a place, but what the editor itself shows of its squiggle. */
async function hoverText(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString ? content.value : String(content)))
    .join("\n");
}

describe("words", () => {
  it("are explained at a squiggle, with a link that opens the page", async () => {
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    await untilFindings(document, ["enum-add-in-try-except Error 19:29-19:71"]);
    const text = await hoverText(document, new Position(18, 42));
    assert.match(text, /^\*\*enum-add-in-try-except\*\* · error {2}\n/);
    assert.match(text, /\n\[Why, and what else helps\]\((?:command|file):/);
    assert.match(text, /\n```python\nfrom migrations\.utils\.safe_enum_addition import safe_add_enum_value\n/);
    assert.match(text, /\n\*\*enum type\*\* `eventtype`\n/);
  });

  it("are completed in SQL from what the earlier migrations have made", async () => {
    const text = `from alembic import op

revision = "0012_words"
down_revision = "0011_no_way_back"


def upgrade() -> None:
    op.execute("ALTER TYPE event")
`;
    const path = `${versions}/0012_words.py`;
    const { document } = await showNew(path, text);
    const end = document.positionAt(text.indexOf('event")') + "event".length);
    const { items } = await commands.executeCommand<CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      end,
    );
    const item = items.find(({ label }) => label === "eventtype");
    await remove(path);
    assert.ok(item, "the type is offered");
    assert.equal(item.kind, CompletionItemKind.Enum);
    assert.equal(item.detail, "enum type, created in 0001_base");
    assert.deepEqual(item.range, new Range(end.translate(0, -"event".length), end));
  });
});
