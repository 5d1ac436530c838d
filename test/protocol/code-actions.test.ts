import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClientCapabilities } from "vscode-languageserver-protocol/node";
import { applyWorkspaceEdit } from "./apply-workspace-edit.ts";
import { LanguageClient, modern, plain } from "./language-client.ts";
import { inTry, inTryRange, migration, swallowed, swallowedFixed, withHelper } from "./migrations.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;
let client: LanguageClient;

beforeEach(() => {
  project = new SampleProject();
});

afterEach(async () => {
  expect(await client.stop()).toBe(0);
  project.remove();
});

const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const fixAll = "source.fixAll.alembic-guidelines";

async function open(text: string, capabilities: ClientCapabilities = modern): Promise<string> {
  client = await LanguageClient.start(capabilities);
  return client.open(project.path("migrations/versions/0002.py"), text);
}

/** The text of the document after the one action that is offered. */
async function textAfter(uri: string, text: string, only: string[], version = 1): Promise<string | undefined> {
  const [action, ...others] = await client.fixes(uri, everything, only);
  expect(others).toEqual([]);
  if (action === undefined) return undefined;
  const { edit } = await client.resolve(action);
  return edit === undefined ? undefined : applyWorkspaceEdit(edit, { [uri]: { text, version } }).get(uri);
}

describe("quick fixes", () => {
  it("turn the guideline's bad example into its good one", async () => {
    const uri = await open(inTry);
    const diagnostics = await client.pull(uri);
    const [action, ...others] = await client.fixes(uri, inTryRange);
    expect(others).toEqual([]);
    expect(action).toMatchObject({
      title: "Use safe_add_enum_value",
      kind: "quickfix",
      isPreferred: true,
      diagnostics,
    });
    expect(action?.edit).toBeUndefined();
    expect(await textAfter(uri, inTry, ["quickfix"])).toBe(withHelper);
  });

  it("are offered where the finding is, and nowhere else", async () => {
    const uri = await open(inTry);
    const inside = { start: { line: 14, character: 40 }, end: { line: 14, character: 40 } };
    expect(await client.fixes(uri, inside)).toHaveLength(1);
    const beside = { start: { line: 14, character: 0 }, end: { line: 14, character: 27 } };
    expect(await client.fixes(uri, beside)).toEqual([]);
  });

  it("that are unsafe say so and are not preferred", async () => {
    const uri = await open(swallowed);
    const [action] = await client.fixes(uri, everything);
    expect(action).toMatchObject({ title: "Run the body of the try in a savepoint (unsafe)", isPreferred: false });
    expect(await textAfter(uri, swallowed, ["quickfix"])).toBe(swallowedFixed);
  });

  it("are for the present version: an action for an older text gets no edit", async () => {
    const uri = await open(inTry);
    const [action] = await client.fixes(uri, inTryRange);
    expect(action && (await client.resolve(action)).edit).toBeDefined();
    // The finding is where it was, and yet nobody knows what the user has seen.
    const text = `${inTry}# more\n`;
    await client.change(uri, { text });
    expect(action && (await client.resolve(action)).edit).toBeUndefined();
    expect(await textAfter(uri, text, ["quickfix"], 2)).toBe(`${withHelper}# more\n`);
  });

  it("carry their edit at once for a client that resolves nothing and knows no versions", async () => {
    const uri = await open(inTry, plain);
    const [action] = await client.fixes(uri, inTryRange);
    expect(action?.data).toBeUndefined();
    expect(action?.edit?.documentChanges).toBeUndefined();
    expect(action?.edit?.changes?.[uri]?.map(({ newText }) => newText.trim())).toContain(
      "safe_add_enum_value('eventtype', 'new_value')",
    );
  });

  it("for all findings of a rule are offered when there is more than one", async () => {
    const two = migration(`    op.execute("ALTER TYPE a ADD VALUE 'x'")
    op.execute("CREATE TABLE t (id int)")
    op.execute("ALTER TYPE b ADD VALUE 'y'")
`);
    const uri = await open(two);
    const first = { start: { line: 12, character: 20 }, end: { line: 12, character: 20 } };
    const actions = await client.fixes(uri, first);
    expect(actions.map(({ title }) => title)).toEqual([
      "Use safe_add_enum_value",
      "Fix all enum-add-without-helper findings in this file",
      "Apply all safe fixes in this file",
      "Make this migration repeatable",
    ]);
    const all = actions[1];
    const edit = all && (await client.resolve(all)).edit;
    expect(edit && applyWorkspaceEdit(edit, { [uri]: { text: two, version: 1 } }).get(uri)).toBe(
      migration(
        `    safe_add_enum_value('a', 'x')
    op.execute("CREATE TABLE t (id int)")
    safe_add_enum_value('b', 'y')
`,
        "from alembic import op\nfrom migrations.safe_enum_addition import safe_add_enum_value\n",
      ),
    );
  });

  it("make one function repeatable, by all its safe fixes about that, and leave the other as it is", async () => {
    const text = migration(
      `    op.execute("ALTER TYPE a ADD VALUE 'x'")
    op.add_column("t", sa.Column("c", sa.Text()))
    op.create_unique_constraint("uq", "t", ["c"])
    try:
        op.execute("LOCK TABLE t")
    except sa.exc.OperationalError:
        pass
`,
      "from alembic import op\nimport sqlalchemy as sa\n",
    ).replace("def downgrade() -> None:\n    pass\n", 'def downgrade() -> None:\n    op.drop_column("t", "c")\n');
    const uri = await open(text);
    const column = { start: { line: 14, character: 8 }, end: { line: 14, character: 8 } };
    const action = (await client.fixes(uri, column)).find(({ title }) => title === "Make this migration repeatable");
    const edit = action && (await client.resolve(action)).edit;
    expect(edit && applyWorkspaceEdit(edit, { [uri]: { text, version: 1 } }).get(uri)).toBe(
      text
        .replace("as sa\n", "as sa\nfrom migrations.safe_enum_addition import safe_add_enum_value\n")
        .replace(`op.execute("ALTER TYPE a ADD VALUE 'x'")`, "safe_add_enum_value('a', 'x')")
        .replace(
          `op.add_column("t", sa.Column("c", sa.Text()))`,
          `op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS c TEXT")`,
        )
        .replace(
          `    op.create_unique_constraint("uq", "t", ["c"])\n`,
          `    conn = op.get_bind()
    if not conn.execute(
        sa.text("""
            SELECT EXISTS(
                SELECT 1 FROM pg_constraint
                WHERE conrelid = to_regclass('t')
                AND conname = 'uq'
            );
        """)
    ).scalar():
        op.create_unique_constraint("uq", "t", ["c"])
`,
        ),
    );
    const dropLine = text.split("\n").findIndex((line) => line.includes("drop_column"));
    const drop = { start: { line: dropLine, character: 8 }, end: { line: dropLine, character: 8 } };
    expect((await client.fixes(uri, drop)).map(({ title }) => title)).toEqual([
      "Write it as SQL with IF EXISTS",
      "Apply all safe fixes in this file",
    ]);
  });

  it("are none for a document that is not open", async () => {
    const uri = await open(inTry);
    await client.close(uri);
    expect(await client.fixes(uri, everything)).toEqual([]);
  });
});

describe("fix all", () => {
  it("applies every safe fix, as one edit of the present version", async () => {
    const uri = await open(inTry);
    expect(await textAfter(uri, inTry, [fixAll])).toBe(withHelper);
  });

  it("leaves unsafe fixes alone", async () => {
    const uri = await open(swallowed);
    expect(await client.fixes(uri, everything, [fixAll])).toEqual([]);
  });

  it("is given to those who ask for it or for a kind above it, and to nobody else", async () => {
    const uri = await open(inTry);
    for (const only of ["source", "source.fixAll", fixAll]) {
      expect((await client.fixes(uri, everything, [only])).map(({ kind }) => kind)).toEqual([fixAll]);
    }
    expect((await client.fixes(uri, everything)).map(({ kind }) => kind)).toEqual(["quickfix"]);
    for (const only of ["source.organizeImports", "source.fixAll.eslint", "source.fix", "refactor"]) {
      expect(await client.fixes(uri, everything, [only])).toEqual([]);
    }
  });
});

describe("a fix that creates the helper", () => {
  const missing = migration(
    "    safe_add_enum_value('eventtype', 'x')\n",
    "from alembic.utils.safe_enum_addition import safe_add_enum_value\n",
  );

  /** A project without any helper. */
  function removeHelper(): void {
    project.remove();
    project = new SampleProject({ "pyproject.toml": "" });
    project.write("migrations/safe_enum_addition.py", "");
  }

  it("creates its files, and edits others, for a client that can", async () => {
    removeHelper();
    const uri = await open(missing);
    const [action] = await client.fixes(uri, everything, ["quickfix"]);
    expect(action?.title).toMatch(/\(unsafe\)$/);
    const edit = action && (await client.resolve(action)).edit;
    if (edit === undefined) throw new Error("there is no edit");
    const texts = applyWorkspaceEdit(edit, { [uri]: { text: missing, version: 1 } });
    const created = [...texts].filter(([, text]) => text.includes("def safe_add_enum_value("));
    expect(created).toHaveLength(1);
    expect(texts.get(pathToFileURL(project.path("pyproject.toml")).href)).toContain("helper-module");
    expect(readFileSync(project.path("pyproject.toml"), "utf8")).toBe("");
  });

  it("is not offered to a client that can't create files", async () => {
    removeHelper();
    const uri = await open(missing, plain);
    expect((await client.fixes(uri, everything)).filter(({ title }) => title.includes("reate"))).toEqual([]);
  });
});
