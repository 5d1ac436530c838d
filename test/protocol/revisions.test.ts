import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClientCapabilities } from "vscode-languageserver-protocol/node";
import { revisionScript as script } from "../revision-scripts.ts";
import { applyWorkspaceEdit } from "./apply-workspace-edit.ts";
import { LanguageClient, modern, plain } from "./language-client.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

const versions = "migrations/versions";
const base = script("0001");
const [one, other] = [script("b", '"0001"'), script("c", '"0001"')];
/** `printf 'b\nc' | sha256sum` begins so. */
const mergeName = "6c516cfc306e_merge_b_and_c.py";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({
    "pyproject.toml": "",
    [`${versions}/0001.py`]: base,
    [`${versions}/b.py`]: one,
    [`${versions}/c.py`]: other,
  });
});

afterEach(() => project.remove());

const message = (head: string, rival: string) =>
  `'${head}' is a head, and so is '${rival}': "alembic upgrade head" fails with "Multiple head revisions are present". Merge them, or let one follow the other.`;

describe("the language server", () => {
  let client: LanguageClient;
  const head = { start: { line: 6, character: 11 }, end: { line: 6, character: 14 } };

  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });

  async function open(capabilities: ClientCapabilities = modern): Promise<string> {
    client = await LanguageClient.start(capabilities);
    return client.open(project.path(`${versions}/b.py`), one);
  }

  it("points to the other ends of a finding", async () => {
    const uri = await open();
    expect(await client.pull(uri)).toEqual([
      expect.objectContaining({
        code: "revision-multiple-heads",
        message: message("b", "c"),
        range: head,
        relatedInformation: [
          {
            message: "'c' is a head too",
            location: { uri: pathToFileURL(project.path(`${versions}/c.py`)).href, range: head },
          },
        ],
      }),
    ]);
  });

  it("does not for a client that can't show it", async () => {
    const uri = await open(plain);
    const { diagnostics } = await client.pushed(uri, (pushed) => pushed.diagnostics.length > 0);
    expect(diagnostics).toEqual([expect.objectContaining({ code: "revision-multiple-heads" })]);
    expect(diagnostics[0]?.relatedInformation).toBeUndefined();
  });

  it("offers each fix of a finding as an action of its own, the preferred one first", async () => {
    const uri = await open();
    const actions = await client.fixes(uri, head);
    expect(actions.map(({ title, isPreferred }) => ({ title, isPreferred }))).toEqual([
      { title: `Create the merge revision ${mergeName.slice(0, 12)} (unsafe)`, isPreferred: true },
      { title: "Let this revision follow 'c' (unsafe)", isPreferred: false },
    ]);
    expect(await client.fixes(uri, head, ["source.fixAll.alembic-guidelines"])).toEqual([]);

    const edits = await Promise.all(actions.map(async (action) => (await client.resolve(action)).edit));
    const texts = edits.map((edit) => edit && applyWorkspaceEdit(edit, { [uri]: { text: one, version: 1 } }));
    const merge = pathToFileURL(project.path(`${versions}/${mergeName}`)).href;
    expect([...(texts[0] ?? [])]).toEqual([[merge, expect.stringContaining('down_revision = ("b", "c")\n')]]);
    expect([...(texts[1] ?? [])]).toEqual([[uri, script("b", '"c"')]]);
  });

  it("finds nothing once the merge is there", async () => {
    const uri = await open();
    const [action] = await client.fixes(uri, head);
    const edit = action && (await client.resolve(action)).edit;
    const created = edit && applyWorkspaceEdit(edit, { [uri]: { text: one, version: 1 } });
    const path = project.write(`${versions}/${mergeName}`, [...(created?.values() ?? [])].join());
    const { refreshes } = client;
    await client.changeFiles(path);
    await client.until(() => client.refreshes > refreshes);
    expect(await client.pull(uri)).toEqual([]);
  });
});

describe("the command line", () => {
  const check = (...args: readonly string[]) => runCli(project.folder, ["check", "--no-cache", ...args]);

  it("notes the other ends of a finding in its full output", () => {
    const { stdout } = check(`${versions}/b.py`);
    expect(stdout).toContain(`warning[revision-multiple-heads]: ${message("b", "c")}
 --> ${versions}/b.py:7:12
  |
7 | revision = "b"
  |            ^^^
  |
note: ${versions}/c.py:7:12: 'c' is a head too
help: Create the merge revision ${mergeName.slice(0, 12)} (unsafe fix)
`);
  });

  it("gives them as `related` in its JSON, columns in characters", () => {
    project.write(`${versions}/c.py`, script("c😀", '"0001"').replace("revision = ", '_ = "😀"; revision = '));
    const [finding] = JSON.parse(check(`${versions}/b.py`, "--output-format", "json").stdout);
    expect(finding.related).toEqual([
      {
        message: "'c😀' is a head too",
        filename: project.path(`${versions}/c.py`),
        location: { row: 7, column: 21 },
        end_location: { row: 7, column: 25 },
      },
    ]);
  });

  it("says no more than the message in a line", () => {
    expect(check(`${versions}/b.py`, "--output-format", "concise").stdout.split("\n")[0]).toBe(
      `${versions}/b.py:7:12: warning[revision-multiple-heads] ${message("b", "c")}`,
    );
  });

  it("merges two heads once", () => {
    expect(check("--fix").stdout).toContain("2 fixable with --fix --unsafe-fixes");
    expect(readdirSync(project.path(versions)).sort()).toEqual(["0001.py", "b.py", "c.py"]);
    expect(check("--fix", "--unsafe-fixes")).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(project.path(versions)).sort()).toEqual([mergeName, "0001.py", "b.py", "c.py"].sort());
    expect(["0001", "b", "c"].map((name) => project.read(`${versions}/${name}.py`))).toEqual([base, one, other]);
    expect(check()).toMatchObject({ status: 0, stdout: "No findings in 4 migrations.\n" });
  });

  it("points to where things are once all files are repaired", () => {
    const body = `op.execute("SELECT 1")\n    op.execute("ALTER TYPE e ADD VALUE 'v'")`;
    const text = `from alembic import op\n${script("b", '"0001"').replace("pass", body)}`;
    expect(text.split("\n")[7]).toBe('revision = "b"');
    project.write("pyproject.toml", '[tool.alembic-guidelines]\nhelper-module = "migrations.safe_enum_addition"\n');
    project.write(`${versions}/c.py`, text);
    const { stdout } = check("--fix");
    expect(project.read(`${versions}/c.py`).split("\n")[8]).toBe('revision = "b"');
    expect(stdout).toContain(`note: ${versions}/c.py:9:12: 'b' is the id of this script too\n`);
  });

  it("writes a parent's right name in all places at once", () => {
    project.write(`${versions}/c.py`, script("c7a11e5cab1e", '"b"'));
    project.write(`${versions}/d.py`, script("d", '"c7a11e5cab1f"'));
    expect(check("--fix")).toMatchObject({ status: 0 });
    expect(project.read(`${versions}/d.py`)).toBe(script("d", '"c7a11e5cab1e"'));
  });
});
