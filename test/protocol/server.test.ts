import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CancellationTokenSource, DocumentDiagnosticRequest } from "vscode-languageserver-protocol/node";
import { bundle } from "./bundle.ts";
import { LanguageClient, modern, plain } from "./language-client.ts";
import { inTry, migration } from "./migrations.ts";
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

const notImported = migration("    safe_add_enum_value('eventtype', 'x')\n");
/** What a client can have carried out. */
const serverCommands: readonly string[] = [
  "alembic-guidelines.checkAll",
  "alembic-guidelines.checkFiles",
  "alembic-guidelines.checklist",
  "alembic-guidelines.showChecklist",
  "alembic-guidelines.createEnumHelper",
  "alembic-guidelines.enumHelperPlaces",
  "alembic-guidelines.fixAll",
  "alembic-guidelines.fixWorkspace",
  "alembic-guidelines.newMigration",
  "alembic-guidelines.newMigrationChoices",
  "alembic-guidelines.openRevision",
  "alembic-guidelines.report",
  "alembic-guidelines.revisions",
  "alembic-guidelines.showRule",
];
const version = "migrations/versions/0002.py";

/** The titles of the fixes offered in the whole document; they name the helper's module. */
async function fixes(uri: string): Promise<readonly string[]> {
  const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  return (await client.fixes(uri, everything)).map(({ title }) => title);
}

const importFrom = (module: string) => `Import safe_add_enum_value from ${module}`;

describe("the server", () => {
  it("says what it can do", async () => {
    client = new LanguageClient();
    const { capabilities, serverInfo } = await client.initialize(modern);
    expect(capabilities).toEqual({
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2, save: true },
      codeActionProvider: {
        codeActionKinds: ["quickfix", "refactor.rewrite.alembic-guidelines", "source.fixAll.alembic-guidelines"],
        resolveProvider: true,
      },
      diagnosticProvider: {
        identifier: "alembic-guidelines",
        interFileDependencies: false,
        workspaceDiagnostics: false,
      },
      hoverProvider: true,
      completionProvider: { triggerCharacters: ['"', "'", " ", ".", "(", "[", ",", ":", "=", "{"] },
      codeLensProvider: { resolveProvider: false },
      definitionProvider: true,
      referencesProvider: true,
      workspaceSymbolProvider: true,
      executeCommandProvider: { commands: serverCommands, workDoneProgress: true },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
    expect(serverInfo).toEqual({ name: "Alembic Guidelines", version: "0.1.0" });
  });

  it("offers nothing to pull to a client that can't", async () => {
    client = new LanguageClient();
    const { capabilities } = await client.initialize(plain);
    expect(capabilities.diagnosticProvider).toBeUndefined();
    expect(capabilities.codeActionProvider).toMatchObject({ resolveProvider: false });
  });

  it("asks to be told of the files that matter, and of settings", async () => {
    client = await LanguageClient.start(modern);
    await client.until(() => client.registrations.length === 2);
    const watchers = client.registrations.find(({ method }) => method === "workspace/didChangeWatchedFiles");
    expect(watchers?.registerOptions).toEqual({
      watchers: [
        "**/*.py",
        "**/script.py.mako",
        "**/*.ini",
        "**/pyproject.toml",
        "**/alembic-guidelines.toml",
        "**/{uv,poetry,pdm}.lock",
        "**/requirements*.txt",
        "**/requirements/*.txt",
        "**/{alembic,sqlalchemy,SQLAlchemy}-*.dist-info",
      ].map((globPattern) => ({ globPattern })),
    });
    const settings = client.registrations.find(({ method }) => method === "workspace/didChangeConfiguration");
    expect(settings?.registerOptions).toEqual({ section: "alembicGuidelines" });
  });

  it("survives a request that makes no sense", async () => {
    client = await LanguageClient.start(modern);
    await expect(client.connection.sendRequest("textDocument/codeAction", { nonsense: true })).rejects.toThrow();
    await expect(client.connection.sendRequest("no/such/method")).rejects.toThrow();
    const uri = await client.open(project.path(version), inTry);
    expect(await client.pull(uri)).toHaveLength(1);
  });

  it("tells the user when a part of it is missing", async () => {
    const alone = project.path("alone/main.cjs");
    for (const name of ["main.cjs", "program.cjs"]) {
      project.write(`alone/${name}`, readFileSync(join(dirname(bundle), name)));
    }
    client = new LanguageClient(alone);
    await client.initialize(modern);
    await client.until(() => client.shown.length > 0);
    expect(client.shown).toEqual([
      expect.stringContaining("Alembic Guidelines: nothing can be checked: Error: Cannot find"),
    ]);
  });

  it("answers a cancelled request and goes on", async () => {
    client = new LanguageClient();
    let answer = (_settings: unknown): void => {};
    client.settings = new Promise((resolve) => {
      answer = resolve;
    });
    await client.initialize(modern);
    const uri = await client.open(project.path(version), inTry);
    const source = new CancellationTokenSource();
    const request = client.connection.sendRequest(
      DocumentDiagnosticRequest.type,
      { textDocument: { uri } },
      source.token,
    );
    source.cancel();
    answer(null);
    await expect(request).rejects.toMatchObject({ code: -32800 });
    expect(await client.pull(uri)).toHaveLength(1);
  });
});

describe("settings", () => {
  it("of the editor apply where no file has any, and follow changes", async () => {
    project.write("pyproject.toml", "");
    client = new LanguageClient();
    client.settings = { helperModule: "migrations.safe_enum_addition" };
    await client.initialize(modern);
    const uri = await client.open(project.path(version), notImported);
    expect(await fixes(uri)).toEqual([importFrom("migrations.safe_enum_addition")]);

    project.write("migrations/other.py", project.read("migrations/safe_enum_addition.py"));
    client.settings = { helperModule: "migrations.other" };
    await client.changeSettings(null);
    await client.until(() => client.refreshes > 0);
    expect(await fixes(uri)).toEqual([importFrom("migrations.other")]);
  });

  it("of the project win over the editor's", async () => {
    client = new LanguageClient();
    client.settings = { helperModule: "migrations.other" };
    await client.initialize(modern);
    const uri = await client.open(project.path(version), notImported);
    expect(await fixes(uri)).toEqual([importFrom("migrations.safe_enum_addition")]);
  });

  it("sent at the start count for a client that can't be asked", async () => {
    project.write("pyproject.toml", "");
    client = await LanguageClient.start(plain, { helperModule: "migrations.safe_enum_addition" });
    const uri = await client.open(project.path(version), notImported);
    expect(await fixes(uri)).toEqual([importFrom("migrations.safe_enum_addition")]);
  });

  it("sent at the start stay when a client tells of settings that are not ours", async () => {
    project.write("pyproject.toml", "");
    client = await LanguageClient.start(plain, { helperModule: "migrations.safe_enum_addition" });
    await client.changeSettings({ pylsp: {} });
    const uri = await client.open(project.path(version), notImported);
    expect(await fixes(uri)).toEqual([importFrom("migrations.safe_enum_addition")]);
    await client.changeSettings({ alembicGuidelines: { helperModule: "migrations.other" } });
    project.write("migrations/other.py", project.read("migrations/safe_enum_addition.py"));
    await client.change(uri, { text: `${notImported}\n` });
    expect(await fixes(uri)).toEqual([importFrom("migrations.other")]);
  });

  it("of the editor that can't be used are shown once, and the others count", async () => {
    project.write("pyproject.toml", "");
    client = new LanguageClient();
    client.settings = { helperModule: "migrations.safe_enum_addition", preset: "strict" };
    await client.initialize(modern);
    const uri = await client.open(project.path(version), notImported);
    expect(await fixes(uri)).toEqual([importFrom("migrations.safe_enum_addition")]);
    const other = await client.open(project.path("migrations/versions/0003.py"), notImported);
    expect(await fixes(other)).toEqual([importFrom("migrations.safe_enum_addition")]);
    expect(client.shown).toEqual([
      "Alembic Guidelines: In the editor's settings: alembicGuidelines.preset must be one of essential, guidelines, all; it is ignored.",
    ]);
  });

  it("of the editor are those of the folder that a migration lies in, where several are open", async () => {
    const other = new SampleProject();
    try {
      client = new LanguageClient();
      const folders = [project, other].map(({ folder }) => pathToFileURL(folder).href);
      for (const [index, folder] of folders.entries()) {
        client.folderSettings.set(folder, { rules: { "enum-helper-not-imported": index === 0 ? "hint" : "off" } });
      }
      await client.initialize(modern, undefined, [project.folder, other.folder]);
      const first = await client.open(project.path(version), notImported);
      const second = await client.open(other.path(version), notImported);
      expect((await client.pull(first)).map(({ severity }) => severity)).toEqual([4]);
      expect(await client.pull(second)).toEqual([]);
    } finally {
      other.remove();
    }
  });

  it("that are broken are no message while their file is open, which shows them itself", async () => {
    const file = project.write("pyproject.toml", "[tool.alembic-guidelines]\nhelper-module = 3\n");
    client = await LanguageClient.start(modern);
    const settings = await client.open(file, "[tool.alembic-guidelines]\nhelper-mod\n");
    const uri = await client.open(project.path(version), notImported);
    expect(await client.pull(uri)).toHaveLength(1);
    await client.change(settings, { text: "[tool.alembic-guidelines]\nhelper-module = 3\n" });
    expect(await client.pull(uri)).toHaveLength(1);
    expect((await client.pull(settings)).map(({ message }) => message)).toEqual([
      "helper-module must be a Python module's dotted name",
    ]);
    expect(client.shown).toEqual([]);
  });

  it("that are broken are shown once, with file and line, and the editor's count", async () => {
    const file = project.write("pyproject.toml", "[tool.alembic-guidelines]\n\nhelper-module = 3\n");
    client = new LanguageClient();
    client.settings = { helperModule: "migrations.safe_enum_addition" };
    await client.initialize(modern);
    const uri = await client.open(project.path(version), notImported);
    expect(await fixes(uri)).toEqual([importFrom("migrations.safe_enum_addition")]);
    await client.change(uri, { text: `${notImported}\n` });
    expect(await client.pull(uri)).toHaveLength(1);
    expect(client.shown).toEqual([
      `Alembic Guidelines: ${file}:3: helper-module must be a Python module's dotted name`,
    ]);
  });
});

const environment = (options: string) => `from alembic import context
from sqlalchemy import create_engine

with create_engine("postgresql:///app"${options}).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

describe("other files", () => {
  it("are env.py, on disk and in the editor", async () => {
    project.write("migrations/env.py", environment(""));
    client = await LanguageClient.start(modern);
    await client.until(() => client.registrations.length === 2);
    const uri = await client.open(project.path(version), migration('    op.execute("VACUUM t")\n'));
    const codes = async () => (await client.pull(uri)).map(({ code }) => code);
    expect(await codes()).toEqual(["concurrently-in-transaction"]);

    project.write("migrations/env.py", environment(', isolation_level="AUTOCOMMIT"'));
    await client.changeFiles(project.path("migrations/env.py"));
    await client.until(() => client.refreshes === 1);
    expect(await codes()).toEqual([]);

    await client.open(project.path("migrations/env.py"), environment(""));
    await client.until(() => client.refreshes === 2);
    expect(await codes()).toEqual(["concurrently-in-transaction"]);
  });

  it("are the project's modules whose functions a migration calls", async () => {
    const tools = (sql: string) => `from alembic import op\n\n\ndef tidy():\n    op.execute("${sql}")\n`;
    project.write("migrations/env.py", environment(""));
    project.write("migrations/tools.py", tools("VACUUM t"));
    client = await LanguageClient.start(modern);
    await client.until(() => client.registrations.length === 2);
    const text = migration("    tidy()\n", "from migrations.tools import tidy\n");
    const uri = await client.open(project.path(version), text);
    const codes = async () => (await client.pull(uri)).map(({ code }) => code);
    expect(await codes()).toEqual(["concurrently-in-transaction"]);

    project.write("migrations/tools.py", tools("ANALYZE t"));
    await client.changeFiles(project.path("migrations/tools.py"));
    await client.until(() => client.refreshes === 1);
    expect(await codes()).toEqual([]);

    await client.open(project.path("migrations/tools.py"), tools("VACUUM t"));
    await client.until(() => client.refreshes === 2);
    expect(await codes()).toEqual(["concurrently-in-transaction"]);
  });

  it("are the template of new migrations: a project that takes downgrade out of it does not go back", async () => {
    project.write("migrations/env.py", environment(""));
    project.write("migrations/script.py.mako", "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
    client = await LanguageClient.start(modern);
    await client.until(() => client.registrations.length === 2);
    const whole = migration('    op.execute("CREATE TABLE IF NOT EXISTS t (id integer)")\n');
    const text = whole.slice(0, whole.indexOf("\ndef downgrade"));
    const uri = await client.open(project.path(version), text);
    const codes = async () => (await client.pull(uri)).map(({ code }) => code);
    expect(await codes()).toEqual(["downgrade-missing"]);

    project.write("migrations/script.py.mako", "def upgrade():\n    pass\n");
    await client.changeFiles(project.path("migrations/script.py.mako"));
    await client.until(() => client.refreshes === 1);
    expect(await codes()).toEqual([]);
  });

  it.each([
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "requirements.txt",
    ".venv/lib/python3.12/site-packages/alembic-1.16.0.dist-info",
  ])("are those that tell versions: %s", async (name) => {
    project.write(".venv/lib/python3.12/site-packages/six.py", "");
    client = await LanguageClient.start(modern);
    await client.until(() => client.registrations.length === 2);
    const uri = await client.open(project.path(version), notImported);
    await client.pull(uri);
    await client.changeFiles(project.path(name));
    await client.until(() => client.refreshes > 0);
    await client.pull(uri);
    expect(client.refreshes).toBe(1);
  });

  it("are looked at again when the client says that they have changed", async () => {
    client = await LanguageClient.start(modern);
    await client.until(() => client.registrations.length === 2);
    const uri = await client.open(project.path(version), notImported);
    expect(await fixes(uri)).toEqual([importFrom("migrations.safe_enum_addition")]);
    project.write("migrations/other.py", project.read("migrations/safe_enum_addition.py"));
    project.write("pyproject.toml", '[tool.alembic-guidelines]\nhelper-module = "migrations.other"\n');
    await client.changeFiles(project.path("pyproject.toml"));
    await client.until(() => client.refreshes > 0);
    expect(await fixes(uri)).toEqual([importFrom("migrations.other")]);
  });

  it("count as they are in the editor, also for a client that tells of no change on disk", async () => {
    const text = migration(
      "    safe_add_enum_value('eventtype', 'x')\n",
      "from migrations.safe_enum_addition import safe_add_enum_value\n",
    );
    const functions = project.read("migrations/safe_enum_addition.py");
    rmSync(project.path("migrations/safe_enum_addition.py"));
    client = await LanguageClient.start(plain);
    const uri = await client.open(project.path(version), text);
    const { diagnostics } = await client.pushed(uri);
    expect(diagnostics.map(({ code }) => code)).toEqual(["enum-helper-not-found"]);
    // The document checked last has nothing to do with the helper.
    const elsewhere = new SampleProject();
    await client.pushed(await client.open(elsewhere.path(version), text));
    const helper = await client.open(project.path("migrations/safe_enum_addition.py"), functions);
    await client.pushed(uri, (params) => params.diagnostics.length === 0);
    await client.close(helper);
    await client.pushed(uri, (params) => params.diagnostics.length > 0);
    elsewhere.remove();
  });

  it("push fresh diagnostics to a client that does not pull", async () => {
    const text = migration(
      "    safe_add_enum_value('eventtype', 'x')\n",
      "from migrations.safe_enum_addition import safe_add_enum_value\n",
    );
    client = await LanguageClient.start({
      ...plain,
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
    });
    const uri = await client.open(project.path(version), text);
    expect((await client.pushed(uri)).diagnostics).toEqual([]);
    const helper = project.path("migrations/safe_enum_addition.py");
    rmSync(helper);
    await client.changeFiles(helper);
    const { diagnostics } = await client.pushed(uri, (params) => params.diagnostics.length > 0);
    expect(diagnostics.map(({ code }) => code)).toEqual(["enum-helper-not-found"]);
  });
});
