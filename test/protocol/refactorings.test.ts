import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { enumMigrations } from "../unit/refactorings/enum-migrations.ts";
import { applyWorkspaceEdit } from "./apply-workspace-edit.ts";
import { LanguageClient, modern, plain } from "./language-client.ts";
import { SampleProject } from "./sample-project.ts";

const kind = "refactor.rewrite.alembic-guidelines";
const title = "Use VARCHAR with a CHECK constraint instead of an enum";

let project: SampleProject;
let client: LanguageClient;

beforeEach(() => {
  project = new SampleProject();
});

afterEach(async () => {
  expect(await client.stop()).toBe(0);
  project.remove();
});

const [inTable] = enumMigrations;
if (inTable === undefined) throw new Error("no migration with an enum");
const { before: marked, after } = inTable;
const source = marked.replace("‸", "");

/** The range of nothing at an offset. */
function at(offset: number) {
  const lines = source.slice(0, offset).split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { start: position, end: position };
}

describe.each([
  ["one with all features", modern],
  ["one that resolves nothing", plain],
] as const)("VARCHAR with CHECK, for %s", (_, capabilities) => {
  it("is offered on the enum only, and rewrites the migration", async () => {
    client = await LanguageClient.start(capabilities);
    const uri = await client.open(project.path("migrations/versions/0002.py"), source);
    const [action, ...others] = await client.fixes(uri, at(marked.indexOf("‸")), ["refactor"]);
    expect(others).toEqual([]);
    expect(action).toMatchObject({ title, kind });
    const { changes } = action?.edit ?? {};
    const text =
      changes === undefined
        ? applyWorkspaceEdit(action?.edit ?? {}, { [uri]: { text: source, version: 1 } }).get(uri)
        : TextDocument.applyEdits(TextDocument.create(uri, "", 0, source), changes[uri] ?? []);
    expect(text).toBe(after);
    expect(await client.fixes(uri, at(source.indexOf("op.create_table")), ["refactor"])).toEqual([]);
  });

  it("is left out where other kinds are asked for", async () => {
    client = await LanguageClient.start(capabilities);
    const uri = await client.open(project.path("migrations/versions/0002.py"), source);
    const there = at(marked.indexOf("‸"));
    const kinds = async (only?: string[]) => (await client.fixes(uri, there, only)).map((action) => action.kind);
    expect(await kinds(["quickfix"])).not.toContain(kind);
    expect(await kinds(["source"])).not.toContain(kind);
    expect(await kinds(["refactor.extract"])).not.toContain(kind);
    expect(await kinds(["refactor.rewrite"])).toEqual([kind]);
    expect(await kinds()).toContain(kind);
  });
});
