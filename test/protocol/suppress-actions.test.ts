import { afterEach, beforeEach, expect, it } from "vitest";
import { applyWorkspaceEdit } from "./apply-workspace-edit.ts";
import { LanguageClient, modern } from "./language-client.ts";
import { inTry, inTryRange, numbered, swallowed } from "./migrations.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;
let client: LanguageClient;

beforeEach(async () => {
  project = new SampleProject();
  client = await LanguageClient.start(modern);
});

afterEach(async () => {
  expect(await client.stop()).toBe(0);
  project.remove();
});

const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

async function after(uri: string, text: string, title: string): Promise<string> {
  const action = (await client.codeActions(uri, everything)).find((each) => each.title === title);
  if (action === undefined) throw new Error(`no action ${title}`);
  const { edit } = await client.resolve(action);
  if (edit === undefined) throw new Error("no edit");
  return applyWorkspaceEdit(edit, { [uri]: { text, version: 1 } }).get(uri) ?? "";
}

it("come after the fixes, for the line and for the file", async () => {
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const actions = await client.codeActions(uri, inTryRange);
  expect(actions.map(({ title, kind, isPreferred }) => ({ title, kind, isPreferred }))).toEqual([
    { title: "Use safe_add_enum_value", kind: "quickfix", isPreferred: true },
    { title: "Disable enum-add-in-try-except for this line", kind: "quickfix", isPreferred: undefined },
    { title: "Disable enum-add-in-try-except for this file", kind: "quickfix", isPreferred: undefined },
  ]);
  expect(actions[1]?.diagnostics).toEqual(await client.pull(uri));
});

it.each(["line", "file"])("silence the squiggle for this %s", async (where) => {
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const text = await after(uri, inTry, `Disable enum-add-in-try-except for this ${where}`);
  expect(text).toContain(where === "line" ? "# alembic-guidelines: ignore[" : "# alembic-guidelines: ignore-file[");
  const other = await client.open(project.path("migrations/versions/0003.py"), numbered(3, text));
  expect(await client.pull(other)).toEqual([]);
});

it("are not offered for a suppression that suppresses nothing; its fix is", async () => {
  const text = swallowed.replace("    try:", "    x = 1  # alembic-guidelines: ignore[enum-add-one-by-one]\n    try:");
  const line = text.split("\n").findIndex((each) => each.includes("x = 1"));
  const uri = await client.open(project.path("migrations/versions/0002.py"), text);
  const range = { start: { line, character: 0 }, end: { line, character: 70 } };
  expect((await client.codeActions(uri, range)).map(({ title }) => title)).toEqual(["Remove the suppression"]);
});

it("are not offered where only fix-all is wanted", async () => {
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const actions = await client.codeActions(uri, everything, ["source.fixAll"]);
  expect(actions.map(({ kind }) => kind)).toEqual(["source.fixAll.alembic-guidelines"]);
});
