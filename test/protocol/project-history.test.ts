import { rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LanguageClient, modern, plain } from "./language-client.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;
let client: LanguageClient;

beforeEach(() => {
  project = new SampleProject({
    "migrations/versions/0001.py": "",
    [script("a")]: revision("a", null),
    [script("b")]: revision("b", "a"),
  });
});

afterEach(async () => {
  expect(await client.stop()).toBe(0);
  project.remove();
});

function script(id: string): string {
  return `migrations/versions/${id}.py`;
}

/** A revision whose id is the string at 2:11-2:14. */
function revision(id: string, parent: string | null, body = "pass"): string {
  const follows = parent === null ? "None" : `"${parent}"`;
  return `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${follows}\n\n\ndef upgrade() -> None:\n    ${body}\n`;
}

async function start(capabilities = modern): Promise<void> {
  client = await LanguageClient.start(capabilities);
  if (capabilities === modern) await client.until(() => client.registrations.length === 2);
}

/** Opens a script as it is on disk, or with another text. */
function open(id: string, text = project.read(script(id))): Promise<string> {
  return client.open(project.path(script(id)), text);
}

async function codes(uri: string): Promise<readonly unknown[]> {
  return (await client.pull(uri)).map(({ code }) => code);
}

/** Pulls a document's diagnostics, again after each refresh that the server asks for, until their codes are these. */
async function settles(uri: string, ...expected: readonly string[]): Promise<void> {
  for (;;) {
    const { refreshes } = client;
    const present = await codes(uri);
    if (isDeepStrictEqual(present, expected)) return;
    await client.until(() => client.refreshes > refreshes);
  }
}

describe("what the other scripts say", () => {
  it("counts as soon as one is written, renamed or deleted on disk", async () => {
    await start();
    const uri = await open("c", revision("c", "parent"));
    await settles(uri, "revision-parent-missing");

    const path = project.write(script("parent"), revision("parent", "b"));
    await client.changeFiles(path);
    await settles(uri);

    rmSync(path);
    await client.changeFiles(path);
    await settles(uri, "revision-parent-missing");

    const renamed = project.write(script("renamed"), revision("parent", "b"));
    await client.changeFiles(path, renamed);
    await settles(uri);
  });

  it("does not count once its file is deleted, though its document stays open, until that is edited", async () => {
    await start();
    const b = await open("b");
    expect(await codes(b)).toEqual([]);
    const other = project.write(script("other"), revision("other", "a"));
    await client.changeFiles(other);
    const uri = await client.open(other, revision("other", "a"));
    await settles(b, "revision-multiple-heads");

    rmSync(other);
    await client.changeFiles(other);
    await settles(b);

    await client.change(uri, { text: revision("another", "a") });
    await codes(uri);
    await settles(b, "revision-multiple-heads");
  });

  it("counts as it is typed into another document, saved or not", async () => {
    await start();
    const a = await open("a");
    const b = await open("b");
    expect(await codes(a)).toEqual([]);
    expect(await codes(b)).toEqual([]);

    await client.change(a, { text: revision("other", null) });
    expect(await codes(a)).toEqual([]);
    await settles(b, "revision-parent-missing");

    await client.change(a, { text: revision("a", null) });
    expect(await codes(a)).toEqual([]);
    await settles(b);

    await client.change(a, { text: revision("other", null) });
    expect(await codes(a)).toEqual([]);
    await settles(b, "revision-parent-missing");
    await client.close(a);
    await settles(b);
  });

  it("is taken from the disk by a client that only opens and saves", async () => {
    await start(plain);
    const uri = await open("c", revision("c", "parent"));
    const has = (code: string) => (params: { readonly diagnostics: readonly { code?: unknown }[] }) =>
      params.diagnostics.some((diagnostic) => diagnostic.code === code);
    await client.pushed(uri, has("revision-parent-missing"));
    await client.open(project.path(script("parent")), revision("parent", "b"));
    await client.pushed(uri, ({ diagnostics }) => diagnostics.length === 0);
  });

  it("does not change while a script is half typed", async () => {
    await start();
    const a = await open("a");
    const b = await open("b");
    const { resultId } = await full(b);
    await client.change(a, { text: 'from alembic import op\n\nrevision = "a\ndown_revision = (\n' });
    await client.pull(a);
    expect(await client.report(b, resultId)).toEqual({ kind: "unchanged", resultId });
  });

  it("changes nothing for those whose past it leaves as it was", async () => {
    await start();
    const a = await open("a");
    const b = await open("b");
    const before = [await full(a), await full(b)].map(({ resultId }) => resultId);
    await client.change(b, { text: revision("b", "a", 'op.drop_table("t")') });
    await client.pull(b);
    expect((await client.report(a, before[0])).kind).toBe("unchanged");
    expect((await client.report(b, before[1])).kind).toBe("full");
  });

  it("comes from the folders that the configuration names, also when it is changed", async () => {
    await start();
    project.write("more/parent.py", revision("parent", "b"));
    const uri = await open("c", revision("c", "parent"));
    await settles(uri, "revision-parent-missing");
    const config = project.read("alembic.ini");
    const path = project.write("alembic.ini", `${config}version_locations = %(here)s/migrations/versions more\n`);
    await client.changeFiles(path);
    await settles(uri);
  });
});

describe("start-after", () => {
  const addition = "op.execute(\"ALTER TYPE t ADD VALUE 'x'\")";
  const settings = (value: string) => `[tool.alembic-guidelines]\nstart-after = "${value}"\n`;

  it("keeps findings from what is history, and only from that", async () => {
    project.write("pyproject.toml", settings("b"));
    project.write(script("c"), revision("c", "b", addition));
    await start();
    expect(await codes(await open("a", revision("a", null, addition)))).toEqual([]);
    expect(await codes(await open("b", revision("b", "a", addition)))).toEqual([]);
    expect(await codes(await open("c"))).toEqual(["enum-add-without-helper"]);
  });

  it("that names no revision is complained of, once", async () => {
    project.write("pyproject.toml", settings("nowhere"));
    await start();
    const uri = await open("a", revision("a", null, addition));
    expect(await codes(uri)).toEqual(["enum-add-without-helper"]);
    await client.until(() => client.shown.length > 0);
    await client.change(uri, { text: revision("a", null, `${addition}  # changed`) });
    await client.pull(uri);
    expect(client.shown).toEqual(['Alembic Guidelines: start-after: no revision, or more than one, goes by "nowhere"']);
  });
});

async function full(uri: string): Promise<{ readonly resultId: string }> {
  const report = await client.report(uri);
  if (report.kind !== "full" || report.resultId === undefined) throw new Error("the report is not a full one");
  return { resultId: report.resultId };
}
