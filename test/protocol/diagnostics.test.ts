import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-protocol/node";
import { LanguageClient, modern, plain } from "./language-client.ts";
import { inTry, inTryRange, migration, withHelper } from "./migrations.ts";
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

const version = "migrations/versions/0002.py";

async function openInModernClient(text: string, name = version): Promise<string> {
  client = await LanguageClient.start(modern);
  return client.open(project.path(name), text);
}

/** Each diagnostic as `rule line:character-line:character`. */
async function pulled(uri: string): Promise<string[]> {
  return (await client.pull(uri)).map(({ code, range: { start, end } }) => {
    return `${code} ${start.line}:${start.character}-${end.line}:${end.character}`;
  });
}

const squiggle = "enum-add-in-try-except 14:28-14:70";

describe("pulled diagnostics", () => {
  it("carry range, severity, rule, source and the rule's page", async () => {
    const uri = await openInModernClient(inTry);
    const page = pathToFileURL(`${import.meta.dirname}/../../docs/rules/enum-add-in-try-except.md`).href;
    expect(await client.pull(uri)).toEqual([
      {
        range: inTryRange,
        severity: DiagnosticSeverity.Error,
        code: "enum-add-in-try-except",
        codeDescription: { href: page },
        source: "alembic-guidelines",
        message: expect.stringContaining("ALTER TYPE eventtype ADD VALUE 'new_value'"),
      },
    ]);
  });

  it("of a suppression that suppresses nothing are shown as something unnecessary", async () => {
    const uri = await openInModernClient(
      migration("    op.get_bind()  # alembic-guidelines: ignore[enum-add-one-by-one]\n"),
    );
    expect((await client.pull(uri)).map(({ code, tags }) => ({ code, tags }))).toContainEqual({
      code: "unused-suppression",
      tags: [DiagnosticTag.Unnecessary],
    });
  });

  it("point to what the finding is about: here the check of another schema", async () => {
    project.write(
      "migrations/env.py",
      `from alembic import context
from sqlalchemy import create_engine

with create_engine("postgresql:///app").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`,
    );
    const uri = await openInModernClient(
      migration(
        `    conn = op.get_bind()
    if conn.execute(sa.text("SELECT 1 FROM information_schema.schemata WHERE schema_name = 'auth'")).scalar():
        op.execute("CREATE TABLE IF NOT EXISTS audit.t (id int)")
`,
        "from alembic import op\nimport sqlalchemy as sa\n",
      ),
    );
    const [finding] = (await client.pull(uri)).filter(({ code }) => code === "schema-not-checked");
    const start = { line: 14, character: 7 };
    expect(finding?.relatedInformation).toEqual([
      {
        message: "Here, schema auth is checked",
        location: { uri, range: { start, end: { line: 14, character: 109 } } },
      },
    ]);
  });

  it("follow incremental changes", async () => {
    const uri = await openInModernClient(inTry);
    const before = { start: { line: 12, character: 0 }, end: { line: 12, character: 0 } };
    await client.change(uri, { range: before, text: "    # 😀\n" });
    expect(await pulled(uri)).toEqual(["enum-add-in-try-except 15:28-15:70"]);
    const emoji = { start: { line: 15, character: 8 }, end: { line: 15, character: 8 } };
    await client.change(uri, { range: emoji, text: '"😀"; ' });
    expect(await pulled(uri)).toEqual(["enum-add-in-try-except 15:34-15:76"]);
  });

  it("count UTF-16 units inside escapes, emoji and concatenated strings", async () => {
    const uri = await openInModernClient(
      migration(`    op.execute("SELECT '😀'; " "ALTER TYPE e ADD " + "VALUE 'na\\u00efve 😀'")\n`),
    );
    const [finding] = await client.pull(uri);
    expect(finding?.range).toEqual({ start: { line: 12, character: 32 }, end: { line: 12, character: 75 } });
  });

  it("are unchanged for the same text", async () => {
    const uri = await openInModernClient(inTry);
    const { resultId } = await client.report(uri);
    expect(await client.report(uri, resultId)).toEqual({ kind: "unchanged", resultId });
    await client.change(uri, { text: withHelper });
    expect(await client.report(uri, resultId)).toEqual({ kind: "full", resultId: expect.any(String), items: [] });
  });

  it("stay while another part of the file is half typed", async () => {
    const uri = await openInModernClient(`${inTry}\n\ndef helper(:\n    op.execute("ALTER TYP`);
    expect(await pulled(uri)).toEqual([squiggle]);
  });

  it("are none for a Python file that is no migration, and none for other languages", async () => {
    const text = inTry.replace(/^(down_)?revision.*\n/gm, "");
    const uri = await openInModernClient(text, "app/models.py");
    expect(await pulled(uri)).toEqual([]);
    expect(await pulled(await client.open(project.path("notes.md"), inTry, "markdown"))).toEqual([]);
    // Below versions/, `upgrade` alone makes a migration.
    const text2 = text.replace(/^/, "# ");
    expect(await pulled(await client.open(project.path(version), text2))).toEqual([
      "enum-add-in-try-except 12:28-12:70",
    ]);
  });

  it("are none for a document that is closed or was never open", async () => {
    const uri = await openInModernClient(inTry);
    await client.close(uri);
    expect(await pulled(uri)).toEqual([]);
    expect(await pulled("file:///nowhere/at/all.py")).toEqual([]);
  });

  it("come for an untitled document too, without a look at any project", async () => {
    expect(await pulled(await openInModernClient(inTry, version))).toEqual([squiggle]);
    expect(await pulled(await client.open("untitled:Untitled-1", inTry))).toEqual([squiggle]);
  });
});

describe("pushed diagnostics", () => {
  it("come with the version they are for, follow changes, and go with the document", async () => {
    client = await LanguageClient.start(plain);
    const uri = await client.open(project.path(version), inTry);
    const first = await client.pushed(uri);
    expect(first.version).toBe(1);
    expect(first.diagnostics.map(({ range }) => range)).toEqual([inTryRange]);
    await client.change(uri, { text: withHelper });
    expect(await client.pushed(uri, (params) => params.version === 2)).toEqual({ uri, version: 2, diagnostics: [] });
    await client.change(uri, { text: inTry });
    await client.pushed(uri, (params) => params.version === 3 && params.diagnostics.length === 1);
    await client.close(uri);
    expect(await client.pushed(uri, (params) => params.version === undefined)).toEqual({ uri, diagnostics: [] });
  });

  it("come once for the last of several texts that arrive while the server is busy", async () => {
    client = new LanguageClient();
    let answer = (_settings: unknown): void => {};
    client.settings = new Promise((resolve) => {
      answer = resolve;
    });
    await client.initialize({ ...plain, workspace: { configuration: true } });
    const uri = await client.open(project.path(version), withHelper);
    await client.change(uri, { text: `${inTry}# more\n` });
    await client.change(uri, { text: inTry });
    answer(null);
    await client.pushed(uri, (params) => params.version === 3);
    await client.codeActions(uri, inTryRange);
    expect(client.published.map((params) => params.version)).toEqual([3]);
  });

  it("are not made for every text of a storm of edits", async () => {
    client = await LanguageClient.start(plain);
    const uri = await client.open(project.path(version), inTry);
    await client.pushed(uri);
    const start = { line: 12, character: 0 };
    const storm = Array.from({ length: 200 }, () =>
      client.change(uri, { range: { start, end: start }, text: "    # more\n" }),
    );
    await Promise.all(storm);
    const { diagnostics } = await client.pushed(uri, (params) => params.version === 201);
    expect(diagnostics.map(({ range }) => range.start)).toEqual([{ line: 214, character: 28 }]);
    expect(client.published.length).toBeLessThan(100);
  });

  it("are not sent to a client that pulls", async () => {
    const uri = await openInModernClient(inTry);
    await client.pull(uri);
    await client.close(uri);
    await client.pull(uri);
    expect(client.published).toEqual([]);
  });
});
