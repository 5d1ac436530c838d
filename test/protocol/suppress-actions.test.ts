import { afterEach, beforeEach, expect, it } from "vitest";
import { applyWorkspaceEdit } from "./apply-workspace-edit.ts";
import { LanguageClient, modern, plain } from "./language-client.ts";
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

it("come after the fixes and the rule's page, for the line and for the file", async () => {
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const actions = await client.codeActions(uri, inTryRange);
  expect(actions.map(({ title, kind, isPreferred }) => ({ title, kind, isPreferred }))).toEqual([
    { title: "Use safe_add_enum_value", kind: "quickfix", isPreferred: true },
    { title: "Show the page of enum-add-in-try-except", kind: "quickfix", isPreferred: undefined },
    { title: "Disable enum-add-in-try-except for this line", kind: "quickfix", isPreferred: undefined },
    { title: "Disable enum-add-in-try-except for this file", kind: "quickfix", isPreferred: undefined },
  ]);
  expect(actions[2]?.diagnostics).toEqual(await client.pull(uri));
});

it.each(["line", "file"])("silence the squiggle for this %s", async (where) => {
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const text = await after(uri, inTry, `Disable enum-add-in-try-except for this ${where}`);
  const comment = where === "line" ? "ignore" : "ignore-file";
  expect(text).toContain(`# alembic-guidelines: ${comment}[enum-add-in-try-except]‸\n`);
  const other = await client.open(project.path("migrations/versions/0003.py"), numbered(3, text.replace("‸", "")));
  expect(await client.pull(other)).toEqual([]);
});

it("leave the reason that is there, and add the rule to its suppression", async () => {
  const statement = `op.execute(sa.text("ALTER TYPE eventtype ADD VALUE 'new_value'"))`;
  const suppressed = (rules: string) => `${statement}  # alembic-guidelines: ignore[${rules}] $0 {as} agreed\n`;
  const text = inTry.replace(`${statement}\n`, suppressed("enum-add-one-by-one"));
  const uri = await client.open(project.path("migrations/versions/0002.py"), text);
  expect(await after(uri, text, "Disable enum-add-in-try-except for this line")).toContain(
    suppressed("enum-add-one-by-one, enum-add-in-try-except"),
  );
});

it("are plain edits for a client that takes no snippets", async () => {
  await client.stop();
  client = await LanguageClient.start(plain);
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const action = (await client.codeActions(uri, inTryRange)).find(({ title }) => title.endsWith("for this line"));
  expect(action?.edit?.changes?.[uri]?.map(({ newText }) => newText)).toEqual([
    "  # alembic-guidelines: ignore[enum-add-in-try-except]",
  ]);
});

it("are not offered for a suppression that suppresses nothing; its fix is", async () => {
  const text = swallowed.replace("    try:", "    x = 1  # alembic-guidelines: ignore[enum-add-one-by-one]\n    try:");
  const line = text.split("\n").findIndex((each) => each.includes("x = 1"));
  const uri = await client.open(project.path("migrations/versions/0002.py"), text);
  const range = { start: { line, character: 0 }, end: { line, character: 70 } };
  expect((await client.codeActions(uri, range)).map(({ title }) => title)).toEqual([
    "Remove the suppression",
    "Show the page of unused-suppression",
  ]);
});

it("are not offered where only fix-all is wanted", async () => {
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const actions = await client.codeActions(uri, everything, ["source.fixAll"]);
  expect(actions.map(({ kind }) => kind)).toEqual(["source.fixAll.alembic-guidelines"]);
});
