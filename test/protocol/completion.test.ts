import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
  TextEdit,
} from "vscode-languageserver-protocol/node";
import { settingFields } from "../../server/src/project/setting-definitions.ts";
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
  // On disk too: whether it is open then makes no difference to what the head is.
  project = new SampleProject({ ...earlier, [`${versions}/0003.py`]: nextScript("pass") });
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

const users = (replaced: string) => [`users (Struct: table, created in 0001_base) ${replaced} → users`];
const usersAndOrders = (replaced: string) => [
  ...users(replaced),
  `app.orders (Struct: table, created in 0001_base) ${replaced} → app.orders`,
];
const columns = (replaced: string) => [
  `id (Field: column of users, integer, created in 0001_base) ${replaced} → id`,
  `mood (Field: column of users, mood, created in 0001_base) ${replaced} → mood`,
  `name (Field: column of users, character varying(50), created in 0001_base) ${replaced} → name`,
];
const mood = (replaced: string) => [`mood (Enum: enum type, created in 0001_base) ${replaced} → mood`];
const moods = (replaced: string) =>
  ["happy", "calm", "sad"].map((each) => `${each} (EnumMember: value of mood) ${replaced} → ${each}`);
const index = ["ix_users_mood (Reference: index on users, created in 0001_base)  → ix_users_mood"];

describe("in the strings of directives", () => {
  const cases: readonly (readonly [line: string, items: readonly string[]])[] = [
    ['op.drop_table("‸")', users("")],
    ['op.drop_table("us‸er")', users("user")],
    ['op.drop_column("users", "na‸")', columns("na")],
    ['op.drop_column(column_name="‸", table_name="users")', columns("")],
    ['op.create_index("ix", "users", ["id", "‸"])', columns("")],
    ['op.drop_index("‸", "users")', index],
    ['op.drop_index("‸")', index],
    [
      'op.drop_constraint("‸", "users")',
      ["uq_users_name (Property: unique constraint of users, created in 0001_base)  → uq_users_name"],
    ],
    [
      'op.create_foreign_key("fk", "users", "orders", ["id"], ["‸"], referent_schema="app")',
      ["total (Field: column of orders, numeric(10,2), created in 0001_base)  → total"],
    ],
    [
      'op.drop_table("x", schema="‸")',
      ["public (Module: schema)  → public", "app (Module: schema, created in 0001_base)  → app"],
    ],
    ['op.add_column("users", sa.Column("x", sa.Enum(name="‸")))', mood("")],
    ['op.add_column("users", sa.Column("x", sa.ForeignKey("users.‸")))', columns("")],
    ['op.alter_column("users", "mood", server_default="‸")', moods("")],
    ["safe_add_enum_value('mo‸')", mood("mo")],
    ["safe_add_enum_value('mood', 'x', after='‸')", moods("")],
    // What is to be new has no name yet.
    ["safe_add_enum_value('mood', '‸')", []],
    ['op.create_table("‸")', []],
    ['op.create_index("‸", "users", ["id"])', []],
    // Left open.
    ['op.drop_table("us‸', users("us")],
    ["op.drop_column('users', 'na‸", columns("na")],
    ['op.create_foreign_key(None, "users", "users", ["‸', columns("")],
  ];
  it.each(cases)("%s", async (line, items) => {
    expect(await offered(nextScript(line))).toEqual(items);
  });

  it("knows the table of a batch, and what the migration itself has made", async () => {
    expect(
      await offered(nextScript('with op.batch_alter_table("users") as batch:', '    batch.drop_column("‸")')),
    ).toEqual(columns(""));
    expect(
      await offered(
        nextScript('op.create_table("new", sa.Column("own", sa.Integer()))', 'op.create_index("ix", "new", ["‸"])'),
      ),
    ).toEqual(["own (Field: column of new, integer, created in 0003_next)  → own"]);
  });
});

describe("in SQL", () => {
  const cases: readonly (readonly [sql: string, items: readonly string[]])[] = [
    ["ALTER TABLE us‸", usersAndOrders("us")],
    ["ALTER TABLE app.‸", ["orders (Struct: table, created in 0001_base)  → orders"]],
    ["ALTER TABLE users DROP COLUMN na‸", columns("na")],
    [
      "ALTER TABLE users DROP CONSTRAINT ‸",
      ["uq_users_name (Property: unique constraint of users, created in 0001_base)  → uq_users_name"],
    ],
    ["DROP INDEX ‸", index],
    ["SELECT * FROM ‸", usersAndOrders("")],
    ["INSERT INTO ‸", usersAndOrders("")],
    ["SELECT * FROM app.orders o JOIN ‸", usersAndOrders("")],
    ["CREATE INDEX ix ON ‸", usersAndOrders("")],
    ["SELECT ‸ FROM users", columns("")],
    ["SELECT u.‸ FROM users u, app.orders", columns("")],
    ["UPDATE users SET ‸", columns("")],
    ["INSERT INTO users (id, ‸)", columns("")],
    ["DELETE FROM users WHERE na‸", columns("na")],
    ["ALTER TYPE ‸", mood("")],
    ["ALTER TYPE mood ADD VALUE 'x' AFTER '‸'", moods("")],
    ["ALTER TYPE mood ADD VALUE '‸'", []],
    ["UPDATE users SET mood = '‸' WHERE id = 1", moods("")],
    ["UPDATE users SET mood = 'ha‸ WHERE id = 1", moods("ha")],
    ["INSERT INTO users (id, mood) VALUES (1, 'ha‸')", moods("ha")],
    ["SELECT 1 FROM users WHERE mood IN ('sad', '‸')", moods("")],
    ["‸", []],
    ["SELECT ‸", []],
  ];
  it.each(cases)("%s", async (sql, items) => {
    expect(await offered(nextScript(`op.execute("${sql}")`))).toEqual(items);
    // The string is still open.
    expect(await offered(nextScript(`op.execute("${sql.slice(0, sql.indexOf("‸") + 1)}`))).toEqual(
      sql === "SELECT ‸ FROM users" || sql.startsWith("SELECT u.") ? [] : items,
    );
  });

  it("reads texts of several lines", async () => {
    expect(await offered(nextScript('op.execute("""', "    DELETE FROM users", "    WHERE na‸", '""")'))).toEqual(
      columns("na"),
    );
    expect(await offered(nextScript('op.execute("""', "    DELETE FROM users", "    WHERE na‸"))).toEqual(
      columns("na"),
    );
  });
});

describe("in Python", () => {
  const silent = ["op.‸", "op.drop_table(‸)", 'x = "us‸"', '"""Drop ‸"""', "# drop ‸", "drop = users ‸"];
  it.each(silent)("offers nothing: %s", async (line) => {
    expect(await offered(nextScript(line))).toEqual([]);
  });
});

describe("in a suppression comment", () => {
  it("offers the rules that find something there first, and none twice", async () => {
    const { text, items } = await itemsIn(
      nextScript('op.drop_column("users", "age")  # alembic-guidelines: ignore[using-missing, miss‸]'),
    );
    const [first, second] = [...items].sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
    expect(first).toEqual({
      label: "missing-if-exists",
      kind: CompletionItemKind.Value,
      detail: "warning, found here",
      documentation: {
        kind: "markdown",
        value: "Something is dropped, or a table renamed, without `IF EXISTS`: a second run fails.",
      },
      sortText: "0missing-if-exists",
      preselect: true,
      textEdit: {
        range: { start: { line: 9, character: 80 }, end: { line: 9, character: 84 } },
        newText: "missing-if-exists",
      },
    });
    expect(text.split("\n")[9]?.slice(80, 84)).toBe("miss");
    expect(second?.label).toBe("autocommit-after-changes");
    expect(items.map(({ label }) => label)).not.toContain("using-missing");
  });

  it("looks at the line below a comment of its own, and at the whole file for ignore-file", async () => {
    for (const comment of ["ignore[‸", "ignore-file[‸"]) {
      const { items } = await itemsIn(nextScript(`# alembic-guidelines: ${comment}`, 'op.drop_column("users", "age")'));
      expect(items.filter(({ detail }) => detail?.endsWith("found here")).map(({ label }) => label)).toEqual([
        "missing-if-exists",
      ]);
    }
  });

  it("offers the comment itself for what is found in the line", async () => {
    expect(await offered(nextScript('op.drop_column("users", "age")  # alembic-‸'))).toEqual([
      "# alembic-guidelines: ignore[missing-if-exists] (Snippet: suppress what is found here) # alembic- → # alembic-guidelines: ignore[missing-if-exists] $0",
      "# alembic-guidelines: ignore-file[] (Snippet: suppress a rule for this file) # alembic- → # alembic-guidelines: ignore-file[$1] $0",
    ]);
    expect(await offered(nextScript("pass  # alem‸"))).toEqual([]);
  });
});

describe("in a settings file", () => {
  const cases: readonly (readonly [text: string, first: readonly string[]])[] = [
    ["pre‸", ['preset (Property: default: "guidelines") pre → preset = ']],
    ['preset = "all"\n‸', ["rules (Property: default: {})  → rules = "]],
    ["off‸ = true", ['preset (Property: default: "guidelines") off → preset']],
    [
      "preset = ‸",
      ['essential (EnumMember)  → "essential"', 'guidelines (EnumMember)  → "guidelines"', 'all (EnumMember)  → "all"'],
    ],
    ['guard-style = "do‸"', ["guideline (EnumMember) do → guideline", "do-block (EnumMember) do → do-block"]],
    ["offline-sql = ‸", ["true (Keyword)  → true", "false (Keyword)  → false"]],
    [
      "rules = { colon‸ }",
      ["autocommit-after-changes (Property: default: warning) colon → autocommit-after-changes = "],
    ],
    ['[rules]\ncolon-in-sql = "‸"', ["error (EnumMember)  → error", "warning (EnumMember)  → warning"]],
    ["start-after = ‸", ['0003_next (EnumMember)  → "0003_next"']],
    ['start-after = ["‸"]', ["0003_next (EnumMember)  → 0003_next"]],
    ["known-schemas = [‸]", []],
  ];
  it.each(cases)("of its own: %s", async (text, first) => {
    const items = await offered(text, "alembic-guidelines.toml", "toml");
    expect(items.slice(0, first.length)).toEqual(first);
    expect(items.length > 0).toBe(first.length > 0);
  });

  it("keeps to our tables of pyproject.toml", async () => {
    const inProject = async (text: string) => (await offered(text, "pyproject.toml", "toml")).length;
    expect(await inProject("‸")).toBe(0);
    expect(await inProject("[tool.ruff]\n‸")).toBe(0);
    expect(await inProject("[tool.alembic-guidelines]\n‸")).toBe(settingFields.length);
    expect(await inProject('[tool.alembic-guidelines]\npreset = "all"\n‸')).toBe(settingFields.length - 1);
    expect(await inProject("[tool.alembic-guidelines.rules]\n‸")).toBeGreaterThan(30);
    expect(await inProject("[tool.alembic-guidelines.rules]\ncolon-in-sql = ‸")).toBe(5);
    expect(await inProject("[tool.alembic-guidelines]\n\n[tool.ruff]\n‸")).toBe(0);
  });

  it("says what a setting is for", async () => {
    const { items } = await itemsIn("offline‸", "alembic-guidelines.toml", "toml");
    expect(items.find(({ label }) => label === "offline-sql")).toEqual({
      label: "offline-sql",
      kind: CompletionItemKind.Property,
      detail: "default: false",
      documentation: {
        kind: "markdown",
        value:
          "the migrations are also rendered with `--sql`: fixes that need a connection are unsafe; with `guard-style`, fewer need one",
      },
      textEdit: {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } },
        newText: "offline-sql = ",
      },
    });
  });

  it("has a squiggle at what is wrong in it", async () => {
    const text = '[tool.alembic-guidelines]\npreset = "all"\n  guard-style = "none"\n';
    const uri = await client.open(project.path("pyproject.toml"), text, "toml");
    expect(await client.pull(uri)).toEqual([
      {
        range: { start: { line: 2, character: 2 }, end: { line: 2, character: 22 } },
        severity: 1,
        source: "alembic-guidelines",
        message: "guard-style must be one of guideline, do-block",
      },
    ]);
    await client.change(uri, { text: text.replace("none", "do-block") });
    expect(await client.pull(uri)).toEqual([]);
    await client.close(uri);
  });
});
