import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
  TextEdit,
} from "vscode-languageserver-protocol/node";
import { LanguageClient, modern } from "./language-client.ts";
import { SampleProject } from "./sample-project.ts";
import { atCaret, earlier, nextScript, textIn } from "./words-project.ts";

const versions = "migrations/versions";
const withSnippets: ClientCapabilities = {
  ...modern,
  textDocument: { ...modern.textDocument, completion: { completionItem: { snippetSupport: true } } },
};
let project: SampleProject;
let client: LanguageClient;

beforeAll(async () => {
  project = new SampleProject(earlier);
  client = await LanguageClient.start(withSnippets, undefined, [project.folder]);
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
  project.remove();
});

/** What is offered at the `‸` of a text. */
async function itemsIn(
  marked: string,
  path = `${versions}/0003.py`,
  languageId = "python",
): Promise<{ readonly text: string; readonly items: readonly CompletionItem[] }> {
  const { text, position } = atCaret(marked);
  const uri = await client.open(project.path(path), text, languageId);
  const answer = await client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
  await client.close(uri);
  return { text, items: Array.isArray(answer) ? answer : (answer?.items ?? []) };
}

/** What is offered at the `‸`, each as its label, kind and detail, and what it would replace and write. */
async function offered(marked: string, path?: string, languageId?: string): Promise<readonly string[]> {
  const { text, items } = await itemsIn(marked, path, languageId);
  return items.map(({ label, kind, detail, textEdit }) => {
    const edit = TextEdit.is(textEdit) ? `${textIn(text, textEdit.range)} → ${textEdit.newText}` : "";
    const name = Object.entries(CompletionItemKind).find(([, value]) => value === kind)?.[0] ?? "";
    return `${label} (${name}${detail === undefined ? "" : `: ${detail}`}) ${edit}`;
  });
}

describe("names", () => {
  it.only("are", async () => {
    for (const line of [
      'op.drop_table("‸")',
      'op.drop_table("us‸er")',
      'op.drop_table("us‸',
      "op.drop_table('us‸",
      'op.drop_column("users", "na‸")',
      'op.drop_column(column_name="‸", table_name="users")',
      'op.drop_column("users", "na‸',
      'op.drop_constraint("‸", "users")',
      'op.drop_index("‸", "users")',
      'op.drop_index("‸")',
      'op.execute("ALTER TABLE us‸")',
      'op.execute("ALTER TABLE ‸',
      'op.execute("ALTER TABLE app.‸")',
      'op.execute("ALTER TABLE users DROP COLUMN ‸")',
      'op.execute("UPDATE users SET ‸")',
      "op.execute(\"UPDATE users SET mood = '‸' WHERE id = 1\")",
      'op.execute("UPDATE users SET mood = \'‸ WHERE id = 1")',
      'op.execute("UPDATE users SET mood = \'‸")',
      'op.execute("SELECT ‸ FROM users")',
      'op.execute("INSERT INTO users (id, ‸)")',
      'op.execute("ALTER TYPE ‸")',
      "op.execute(\"ALTER TYPE mood ADD VALUE 'x' AFTER '‸'\")",
      "safe_add_enum_value('‸')",
      "safe_add_enum_value('mood', '‸')",
      "safe_add_enum_value('mood', 'x', after='‸')",
      'op.alter_column("users", "mood", server_default="‸")',
      'op.drop_table("x", schema="‸")',
      'op.create_foreign_key("fk", "users", "orders", ["‸"], [""], referent_schema="app")',
      'op.create_foreign_key("fk", "users", "orders", ["id"], ["‸"], referent_schema="app")',
      'x = "us‸"',
      "op.‸",
      'op.execute("‸")',
      'op.drop_table("x")  # alembic-guidelines: ignore[‸]',
      'op.drop_table("x")  # alembic-‸',
      "# alembic-guidelines: ignore[missing-if-exists, ‸",
    ])
      console.log(line, "\n  ", (await offered(nextScript(line))).slice(0, 6).join("\n   "));
    console.log(
      (await offered(nextScript('op.execute("""', "    DELETE FROM users", "    WHERE na‸", '""")'))).join("\n"),
    );
    console.log(
      (await offered(nextScript('with op.batch_alter_table("users") as batch:', '    batch.drop_column("‸")'))).join(
        "\n",
      ),
    );
    for (const toml of [
      "‸",
      "pre‸",
      "preset = ‸",
      'preset = "gu‸"',
      "rules = { ‸ }",
      "rules = { missing-if-exists = ‸",
      "start-after = ‸",
      'start-after = ["‸"]',
      "offline-sql = ‸",
      'preset = "all"\n‸',
    ])
      console.log(toml, "\n  ", (await offered(toml, "alembic-guidelines.toml", "toml")).slice(0, 5).join("\n   "));
    for (const toml of [
      "‸",
      "[tool.alembic-guidelines]\n‸",
      "[tool.alembic-guidelines.rules]\nmissing‸",
      '[tool.alembic-guidelines.rules]\nmissing-if-exists = "‸"',
      "[tool.ruff]\n‸",
    ])
      console.log(toml, "\n  ", (await offered(toml, "pyproject.toml", "toml")).slice(0, 5).join("\n   "));
  });
});
