import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  type Diagnostic,
  ExecuteCommandRequest,
  type Range,
  WorkDoneProgress,
} from "vscode-languageserver-protocol/node";
import { isAllChecked } from "../../server/src/lsp/protocol/check-all.ts";
import { isWrittenMigration } from "../../server/src/lsp/protocol/new-migration.ts";
import { applyWorkspaceEdit } from "./apply-workspace-edit.ts";
import { LanguageClient, modern, plain } from "./language-client.ts";
import { inTry, migration, numbered, withHelper } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
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

const versions = "migrations/versions";
const uriOf = (name: string) => pathToFileURL(project.path(name)).href;

async function start(capabilities = modern): Promise<void> {
  client = await LanguageClient.start(capabilities, undefined, [project.folder]);
}

describe("alembic-guidelines.checkAll", () => {
  async function checkAll() {
    const checked = await client.execute("alembic-guidelines.checkAll");
    if (!isAllChecked(checked)) throw new Error(`no result: ${JSON.stringify(checked)}`);
    return checked;
  }

  it("finds what the command line finds, whatever the settings", async () => {
    const created = (id: number) => numbered(id, migration('    op.execute("CREATE TABLE naïve (id int)")\n'));
    project.write(`${versions}/0002.py`, inTry);
    project.write(`${versions}/0003.py`, created(3));
    project.write(`${versions}/0004.py`, `﻿${created(4)}`);
    project.write(`${versions}/old/0001.py`, inTry.replaceAll("0002_new", "old"));
    project.write(
      `${versions}/0005.py`,
      created(5).replace('int)")', 'int)")  # alembic-guidelines: ignore[missing-if-not-exists]'),
    );
    writeFileSync(project.path(`${versions}/0006.py`), Buffer.from(`# coding: latin-1\n${created(6)}`, "latin1"));
    project.write("elsewhere/other.py", created(9));
    project.write("app.py", "print('x')\n");
    const settings = '[tool.alembic-guidelines]\nhelper-module = "migrations.safe_enum_addition"\n';
    await start();
    for (const more of [
      "",
      'exclude = ["migrations/versions/old"]\nrules = { missing-if-not-exists = "error" }\n',
      'start-after = "0002_new_value"\n',
    ]) {
      client.settings = null;
      await client.changeFiles(project.write("pyproject.toml", settings + more));
      await new Promise((resolve) => setTimeout(resolve, 300));
      const found = (await checkAll()).files.flatMap(({ uri, diagnostics }) =>
        diagnostics.map((each) => line(fileURLToPath(uri), each)),
      );
      const cli: readonly CliFinding[] = JSON.parse(
        runCli(project.folder, ["check", "--output-format", "json"]).stdout,
      );
      expect(found.length).toBeGreaterThan(1);
      expect(found.sort()).toEqual(cli.map(cliLine).sort());
    }
  });

  it("goes by the settings of each open folder", async () => {
    const other = new SampleProject({ "migrations/versions/0002.py": inTry });
    project.write(`${versions}/0002.py`, inTry);
    client = new LanguageClient();
    client.folderSettings.set(pathToFileURL(other.folder).href, { rules: { "enum-add-in-try-except": "off" } });
    await client.initialize(modern, undefined, [project.folder, other.folder]);
    const { migrations, files } = await checkAll();
    expect({ migrations, files: files.map(({ uri }) => uri) }).toEqual({
      migrations: 4,
      files: [uriOf(`${versions}/0002.py`)],
    });
    other.remove();
  });

  it("counts the migrations, takes open documents as they are, and tells its progress", async () => {
    project.write(`${versions}/0002.py`, inTry);
    await start();
    const uri = await client.open(project.path(`${versions}/0002.py`), withHelper);
    const seen: string[] = [];
    client.connection.onProgress(WorkDoneProgress.type, "token", ({ kind }) => {
      seen.push(kind);
    });
    const command = "alembic-guidelines.checkAll";
    const checked = await client.connection.sendRequest(ExecuteCommandRequest.type, {
      command,
      workDoneToken: "token",
    });
    expect(checked).toEqual({ migrations: 2, isComplete: true, files: [] });
    expect([seen[0], seen.at(-1)]).toEqual(["begin", "end"]);
    await client.change(uri, { text: inTry });
    expect((await checkAll()).files.map((file) => file.uri)).toEqual([uri]);
  });

  it("checks some of them again, but none that it leaves out itself", async () => {
    for (const number of [2, 3, 4]) project.write(`${versions}/000${number}.py`, numbered(number, inTry));
    project.write(`${versions}/old/0001.py`, inTry.replaceAll("0002_new", "old"));
    const settings = 'helper-module = "migrations.safe_enum_addition"\nexclude = ["migrations/versions/old"]\n';
    project.write("pyproject.toml", `[tool.alembic-guidelines]\n${settings}`);
    await start();
    await checkAll();
    project.write(`${versions}/0003.py`, numbered(3, withHelper));
    project.write(`${versions}/0004.py`, numbered(4, inTry).replace("try:", "try:  # as it was"));
    const uris = ["0003.py", "0004.py", "old/0001.py", "gone.py"].map((name) => uriOf(`${versions}/${name}`));
    const [found, ...others] = [await client.execute("alembic-guidelines.checkFiles", uris)].flat();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ uri: uris[1], diagnostics: [{ code: "enum-add-in-try-except" }] });
  });

  it("gives what it has found when it is cancelled, and lets other requests in meanwhile", async () => {
    for (let number = 2; number < 300; number++) {
      project.write(`${versions}/${String(number).padStart(4, "0")}.py`, numbered(number, inTry));
    }
    await start();
    const uri = await client.open(project.path(`${versions}/0299.py`), numbered(299, inTry));
    expect(await client.pull(uri)).toHaveLength(1);
    const source = new CancellationTokenSource();
    let isDone = false;
    const all = client.executeUntil(source.token, "alembic-guidelines.checkAll").finally(() => {
      isDone = true;
    });
    expect(await client.pull(uri)).toHaveLength(1);
    expect(isDone).toBe(false);
    source.cancel();
    expect(await all).toMatchObject({ isComplete: false });
  });

  it("says what to do where no folder is open, and where the settings are wrong", async () => {
    client = await LanguageClient.start(modern);
    await expect(client.execute("alembic-guidelines.checkAll")).rejects.toThrow(
      "No folder is open: open the project's folder first.",
    );
    await client.stop();
    project.write("pyproject.toml", "[tool.alembic-guidelines]\nnope = 1\n");
    await start();
    await expect(client.execute("alembic-guidelines.checkAll")).rejects.toThrow(
      `${project.path("pyproject.toml")}:2: `,
    );
  });
});

function at(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}

interface CliFinding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly filename: string;
  readonly location: { readonly row: number; readonly column: number };
  readonly end_location: { readonly row: number; readonly column: number };
}

function line(path: string, { code, severity, message, range: { start, end } }: Diagnostic): string {
  const name = ["", "error", "warning", "info", "hint"][severity ?? 0];
  return `${path}:${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${name} ${code} ${message}`;
}

function cliLine({ code, severity, message, filename, location, end_location: end }: CliFinding): string {
  return `${filename}:${location.row}:${location.column}-${end.row}:${end.column} ${severity} ${code} ${message}`;
}

describe("alembic-guidelines.fixAll", () => {
  it("applies the safe fixes of a document", async () => {
    await start();
    const uri = await client.open(project.path(`${versions}/0002.py`), inTry);
    expect(await client.execute("alembic-guidelines.fixAll", uri)).toEqual({
      migrations: 1,
      findings: 1,
      remaining: 0,
      isApplied: true,
    });
    const [{ edit, label } = { edit: {} }] = client.edits;
    expect(label).toBe("Fix all in this file");
    expect(applyWorkspaceEdit(edit, { [uri]: { text: inTry, version: 1 } }).get(uri)).toBe(withHelper);
  });

  it("says how many are left where nothing can be fixed, and edits nothing", async () => {
    await start();
    const uri = await client.open(
      project.path(`${versions}/0002.py`),
      migration("    op.drop_constraint(None, 't')\n"),
    );
    expect(await client.execute("alembic-guidelines.fixAll", uri)).toMatchObject({ migrations: 0, remaining: 1 });
    expect(client.edits).toEqual([]);
    await expect(client.execute("alembic-guidelines.fixAll", uriOf("migrations/env.py"))).rejects.toThrow(
      "This is no migration: there is nothing to fix.",
    );
  });

  it("tells a client that makes no edits what else there is", async () => {
    await start(plain);
    const uri = await client.open(project.path(`${versions}/0002.py`), inTry);
    await expect(client.execute("alembic-guidelines.fixAll", uri)).rejects.toThrow(
      "This editor makes no edits for a server. Use alembic-guidelines in a terminal.",
    );
  });
});

describe("alembic-guidelines.fixWorkspace", () => {
  it("leaves alone what an editor would save in another encoding", async () => {
    const file = project.path(`${versions}/0002.py`);
    writeFileSync(file, Buffer.from(`# coding: latin-1\n${inTry.replace("'new_value'", "'né'")}`, "latin1"));
    await start();
    expect(await client.execute("alembic-guidelines.fixWorkspace")).toEqual({
      migrations: 0,
      findings: 0,
      remaining: 1,
      isApplied: false,
    });
    await expect(client.execute("alembic-guidelines.fixAll", pathToFileURL(file).href)).rejects.toThrow("not in UTF-8");
    expect(client.edits).toEqual([]);
  });

  it("has the client show all edits, open documents at their version, before it makes them", async () => {
    const second = project.write(`${versions}/0002.py`, inTry);
    project.write(`${versions}/0003.py`, numbered(3, withHelper));
    const fourth = numbered(4, inTry);
    await start();
    const uri = await client.open(project.path(`${versions}/0004.py`), fourth, "python", 7);
    project.write(`${versions}/0004.py`, "");
    expect(await client.execute("alembic-guidelines.fixWorkspace")).toEqual({
      migrations: 2,
      findings: 2,
      remaining: 0,
      isApplied: true,
    });
    const [{ edit, label } = { edit: {} }] = client.edits;
    expect(label).toBe("Fix all migrations");
    expect(edit.changeAnnotations).toEqual({
      fixes: {
        label: "Safe fixes",
        description: "They change nothing on a database where the migrations worked",
      },
      review: { label: "Look before you apply", description: "Changes nothing", needsConfirmation: true },
    });
    const annotated = (edit.documentChanges ?? []).flatMap((change) => ("edits" in change ? change.edits : []));
    const [empty, ...fixes] = annotated;
    expect(empty).toEqual({ range: at(0, 0, 0), newText: "", annotationId: "review" });
    expect(fixes.length).toBeGreaterThan(2);
    for (const fix of fixes) expect(fix).toMatchObject({ annotationId: "fixes" });
    const texts = applyWorkspaceEdit(edit, { [uri]: { text: fourth, version: 7 } });
    expect([...texts]).toEqual([
      [pathToFileURL(second).href, withHelper],
      [uri, numbered(4, withHelper)],
    ]);
  });

  it("says so when its user decides against it, and when there is nothing to fix", async () => {
    project.write(`${versions}/0002.py`, inTry);
    await start();
    client.wantsEdits = false;
    expect(await client.execute("alembic-guidelines.fixWorkspace")).toMatchObject({ migrations: 1, isApplied: false });
    await client.changeFiles(project.write(`${versions}/0002.py`, withHelper));
    expect(await client.execute("alembic-guidelines.fixWorkspace")).toEqual({
      migrations: 0,
      findings: 0,
      remaining: 0,
      isApplied: false,
    });
    expect(client.edits).toHaveLength(1);
  });
});

const mako = `"""\${message}

Revision ID: \${up_revision}
Revises: \${down_revision | comma,n}
"""
revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}


def upgrade():
    \${upgrades if upgrades else "pass"}
`;

describe("alembic-guidelines.newMigration", () => {
  /** The file that was asked for: its name, its text with the id as ID, and where the cursor goes. */
  async function written(request: object) {
    const answer = await client.execute("alembic-guidelines.newMigration", request);
    if (!isWrittenMigration(answer)) throw new Error(`no result: ${JSON.stringify(answer)}`);
    const [{ edit } = { edit: {} }] = client.edits.slice(-1);
    const text = applyWorkspaceEdit(edit, {}).get(answer.uri) ?? "";
    const [, id = ""] = /^revision(?:: str)? = ['"](\w{12})['"]$/m.exec(text) ?? [];
    const name = fileURLToPath(answer.uri).slice(project.folder.length + 1);
    return { name: name.replace(id, "ID"), text: text.replaceAll(id, "ID"), selection: answer.selection };
  }

  it("tells what can be followed, the newest first", async () => {
    project.write(`${versions}/0002.py`, inTry);
    project.write(`${versions}/0002b.py`, inTry.replaceAll("0002_new_value", "0002_other"));
    project.write("other/env.py", "from alembic import context\n");
    project.write("other/script.py.mako", mako);
    await start();
    const [first, second] = [
      {
        id: expect.stringContaining(project.path("migrations")),
        label: "migrations",
        hasTemplate: false,
        heads: [
          { id: "0002_new_value", message: "Add an event type." },
          { id: "0002_other", message: "Add an event type." },
        ],
        revisions: expect.arrayContaining([{ id: "0001_base", message: "" }]),
      },
      { id: project.path("other"), label: "other", hasTemplate: true, heads: [], revisions: [] },
    ];
    const choices = await client.execute("alembic-guidelines.newMigrationChoices");
    expect(choices).toEqual([first, second]);
    expect(choices).toMatchObject([{ revisions: [{}, {}, { id: "0001_base" }] }, {}]);
    const other = uriOf("other/versions/x.py");
    expect(await client.execute("alembic-guidelines.newMigrationChoices", other)).toEqual([second, first]);
  });

  it("writes one from the project's template, after the only head, ready to be written in", async () => {
    project.write("migrations/script.py.mako", mako);
    await start();
    expect(await written({ message: "add a table" })).toEqual({
      name: "migrations/versions/ID_add_a_table.py",
      text: `"""add a table\n\nRevision ID: ID\nRevises: 0001_base\n"""\nrevision = 'ID'\ndown_revision = '0001_base'\n\n\ndef upgrade():\n    pass\n`,
      selection: { start: { line: 10, character: 4 }, end: { line: 10, character: 8 } },
    });
  });

  it("writes one from the guideline's template, with the project's helper", async () => {
    await start();
    const { text, selection } = await written({ message: "x", template: "guideline", parents: ["0001_base"] });
    expect(text).toContain("from migrations.safe_enum_addition import safe_add_enum_value\n");
    expect(text).toContain("down_revision: Union[str, None] = '0001_base'\n");
    const { line: at, character } = selection.start;
    expect(text.split("\n")[at]?.slice(character)).toBe("conn = op.get_bind()");
    expect(selection.end).toEqual(selection.start);
  });

  it("merges heads", async () => {
    project.write("migrations/script.py.mako", mako);
    project.write(`${versions}/0002.py`, inTry);
    project.write(`${versions}/0002b.py`, inTry.replaceAll("0002_new_value", "0002_other"));
    await start();
    const request = { message: "merge", parents: ["0002_new_value", "0002_other"] };
    expect((await written(request)).text).toBe(
      `"""merge\n\nRevision ID: ID\nRevises: 0002_new_value, 0002_other\n"""\nrevision = 'ID'\ndown_revision = ('0002_new_value', '0002_other')\n\n\ndef upgrade():\n    pass\n`,
    );
    // Without a template of the project, it is what the fix of revision-multiple-heads creates.
    const { text } = await written({ ...request, template: "guideline" });
    expect(text).toContain('down_revision = ("0002_new_value", "0002_other")\n');
  });

  it("says what is missing", async () => {
    const fails = (request: unknown) => expect(client.execute("alembic-guidelines.newMigration", request)).rejects;
    project.write(`${versions}/0002.py`, inTry);
    project.write(`${versions}/0002b.py`, inTry.replaceAll("0002_new_value", "0002_other"));
    await start();
    await fails({ message: " " }).toThrow("A new migration needs a message that says what it does.");
    await fails({ message: "x" }).toThrow(
      "There are several heads: 0002_new_value, 0002_other. Say which one to follow.",
    );
    await fails({ message: "x", parents: ["nowhere"] }).toThrow("There is no revision nowhere.");
    project.write("migrations/script.py.mako", "<%!\nimport re\n%>\n");
    await fails({ message: "x", parents: ["0001_base"] }).toThrow(
      'script.py.mako: line 1 of the template has Python in it, which only Alembic can fill. Run "alembic revision", or choose the guideline\'s template.',
    );
    project.write("other/env.py", "from alembic import context\n");
    await fails({ message: "x" }).toThrow("There are several Alembic environments: say which one is meant.");
    await fails({ message: "x", environment: "gone" }).toThrow("There is no Alembic environment gone any more.");
    await client.stop();
    client = await LanguageClient.start(modern);
    await fails({ message: "x" }).toThrow(
      "There is no Alembic environment below the open folders: open a folder that has an env.py, or run alembic init.",
    );
    expect(client.edits).toEqual([]);
  });

  it("does not write over another migration", async () => {
    writeFileSync(project.path("alembic.ini"), `${project.read("alembic.ini")}file_template = %%(slug)s\n`);
    project.write(`${versions}/taken.py`, "");
    await start();
    await expect(client.execute("alembic-guidelines.newMigration", { message: "taken" })).rejects.toThrow(
      `${project.path(versions)}/taken.py: there is such a file already. Choose another message.`,
    );
  });
});

describe("alembic-guidelines.createEnumHelper", () => {
  it("says where it is, when it is there", async () => {
    await start();
    expect(await client.execute("alembic-guidelines.createEnumHelper")).toEqual({
      isNew: false,
      module: "migrations.safe_enum_addition",
      uri: uriOf("migrations/safe_enum_addition.py"),
      changed: [],
    });
    expect(client.edits).toEqual([]);
    expect(await client.execute("alembic-guidelines.enumHelperPlaces")).toEqual([
      { id: expect.stringContaining(project.path("migrations")), label: "migrations" },
    ]);
  });

  it("creates it where migrations can import it", async () => {
    project.write("pyproject.toml", "[project]\nname = 'x'\n");
    await start();
    const answer = await client.execute("alembic-guidelines.createEnumHelper");
    expect(answer).toEqual({
      isNew: true,
      module: "migrations.utils.safe_enum_addition",
      uri: uriOf("migrations/utils/safe_enum_addition.py"),
      changed: [uriOf("migrations/utils/safe_enum_addition.py"), uriOf("pyproject.toml")],
    });
    const [{ edit } = { edit: {} }] = client.edits;
    const texts = applyWorkspaceEdit(edit, {});
    const helper = readFileSync(
      join(import.meta.dirname, "../../examples/migrations/utils/safe_enum_addition.py"),
      "utf8",
    );
    expect(texts.get(uriOf("migrations/utils/safe_enum_addition.py"))).toBe(helper);
    expect(texts.get(uriOf("pyproject.toml"))).toBe(
      `[project]\nname = 'x'\n\n[tool.alembic-guidelines]\nhelper-module = "migrations.utils.safe_enum_addition"\n`,
    );
  });

  it("says why not", async () => {
    project.write("pyproject.toml", '[tool.alembic-guidelines]\nhelper-module = "company.helper"\n');
    await start();
    await expect(client.execute("alembic-guidelines.createEnumHelper")).rejects.toThrow(
      "Whether there is a module company.helper can't be told from the project's files: it may be installed. Set helper-module to one of the project's own.",
    );
  });
});

describe("alembic-guidelines.report", () => {
  it("tells the settings, the context, the versions, and where each comes from", async () => {
    project.write("uv.lock", '[[package]]\nname = "alembic"\nversion = "1.13.3"\n');
    client = new LanguageClient();
    client.settings = { guardStyle: "do-block" };
    await client.initialize(modern, undefined, [project.folder]);
    const uri = await client.open(project.path(`${versions}/0002.py`), inTry);
    const report = await client.execute("alembic-guidelines.report", uri, { "VS Code": "1.91.0" });
    const lines = String(report).split("\n");
    for (const wanted of [
      "# Alembic Guidelines",
      "| VS Code | `1.91.0` |",
      "| language server | `0.1.0` |",
      `| Node.js | \`${process.versions.node}\` |`,
      "## Environment migrations",
      "For the migration `migrations/versions/0002.py`.",
      "| preset | `guidelines` | default |",
      "| guard-style | `do-block` | the editor's settings |",
      "| helper-module | `migrations.safe_enum_addition` | pyproject.toml:2 |",
      "| postgres-version | – | default |",
      "| start-after | none | default |",
      "| Alembic | `1.13.3` | a lock file in . |",
      "| enum helper | `migrations.safe_enum_addition` | migrations/safe_enum_addition.py |",
      "| revisions | `2` | the scripts in the version locations |",
    ])
      expect(lines).toContain(wanted);
  });

  it("tells of all environments where no migration is meant, and of the settings that can't be used", async () => {
    project.write("other/env.py", "from alembic import context\n");
    project.write("other/alembic-guidelines.toml", "nope = 1\n");
    await start();
    const report = String(await client.execute("alembic-guidelines.report", null, {}));
    expect(report.match(/^## .*/gm)).toEqual(["## Versions", "## Environment migrations", "## Environment other"]);
    expect(report).toContain(`The settings can't be used: ${project.path("other/alembic-guidelines.toml")}:1: `);
  });

  it("says so where there is no environment", async () => {
    client = await LanguageClient.start(modern);
    expect(await client.execute("alembic-guidelines.report", null)).toContain(
      "\n\nThere is no Alembic environment below the open folders.\n",
    );
  });
});
