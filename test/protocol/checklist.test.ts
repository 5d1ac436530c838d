import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CodeLens, CodeLensRequest } from "vscode-languageserver-protocol/node";
import { LanguageClient, modern } from "./language-client.ts";
import { inTry, migration, withHelper } from "./migrations.ts";
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

const file = "migrations/versions/0002.py";

async function lenses(uri: string): Promise<readonly CodeLens[]> {
  const found = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
  return (found ?? []).filter(({ command }) => command?.title.startsWith("Checklist"));
}

describe("the checklist's lens", () => {
  it("stands above upgrade and follows the text", async () => {
    client = await LanguageClient.start(modern);
    const uri = await client.open(project.path(file), inTry);
    const lens = (title: string) => ({
      range: { start: { line: 11, character: 0 }, end: { line: 11, character: 0 } },
      command: { title, command: "alembic-guidelines.showChecklist", arguments: [uri] },
    });
    expect(await lenses(uri)).toEqual([lens("Checklist: 3 of 8 hold, 3 fail, 2 not yet tested")]);
    await client.change(uri, { text: withHelper });
    expect(await lenses(uri)).toEqual([
      {
        range: { start: { line: 12, character: 0 }, end: { line: 12, character: 0 } },
        command: {
          title: "Checklist: 6 of 8 hold, 2 not yet tested",
          command: "alembic-guidelines.showChecklist",
          arguments: [uri],
        },
      },
    ]);
    await client.change(uri, { text: "print('no migration')\n" });
    expect(await lenses(uri)).toEqual([]);
  });

  it("opens the view of a client that has one", async () => {
    client = await LanguageClient.start({
      ...modern,
      experimental: { commands: { commands: ["alembicGuidelines.showChecklist"] } },
    });
    const uri = await client.open(project.path(file), inTry);
    expect((await lenses(uri)).map(({ command }) => command?.command)).toEqual(["alembicGuidelines.showChecklist"]);
  });

  it("is not there for history", async () => {
    project.write(file, inTry);
    project.write("pyproject.toml", '[tool.alembic-guidelines]\nstart-after = "0002_new_value"\n');
    client = await LanguageClient.start(modern);
    const uri = await client.open(project.path(file), inTry);
    expect(await lenses(uri)).toEqual([]);
    expect(await client.execute("alembic-guidelines.checklist", uri)).toEqual({
      uri,
      version: 1,
      summary: "history, not checked",
      points: null,
    });
  });
});

describe("alembic-guidelines.checklist", () => {
  it("gives the points, with the places of what stands against them", async () => {
    client = await LanguageClient.start(modern);
    const suppressed = migration(
      `    op.execute("CREATE TABLE t (id int)")  # alembic-guidelines: ignore[missing-if-not-exists] once\n    op.drop_constraint(None, "t")\n`,
    );
    const uri = await client.open(project.path(file), suppressed);
    const point = (id: string, title: string, state: string, why: string, findings: readonly unknown[] = []) => ({
      id,
      title,
      state,
      why,
      findings,
    });
    const created = {
      rule: "missing-if-not-exists",
      severity: "warning",
      message: expect.stringContaining("Creating table t fails where it is there already."),
      range: { start: { line: 12, character: 16 }, end: { line: 12, character: 30 } },
      suppressed: true,
    };
    const dropped = {
      rule: "constraint-name-missing",
      severity: "warning",
      message: expect.stringContaining("This constraint on t has no name"),
      range: { start: { line: 13, character: 4 }, end: { line: 13, character: 22 } },
      suppressed: false,
    };
    expect(await client.execute("alembic-guidelines.checklist", uri)).toEqual({
      uri,
      version: 1,
      summary: "6 of 8 hold, 1 fails, 1 not yet tested",
      points: [
        point("enum-helper", "Uses safe_add_enum_value for enum additions", "held", "adds no enum value"),
        point(
          "schemas-checked",
          "Checks schema existence before using schemas",
          "held",
          "uses no schema that could be missing",
        ),
        point("if-exists", "Uses IF NOT EXISTS / IF EXISTS where possible", "held", "1 finding suppressed", [created]),
        point("already-exists", 'Handles "already exists" errors gracefully', "held", "nothing of the kind here"),
        point("fresh-database", "Tested on fresh database", "failed", "would fail: 1 finding", [dropped]),
        point(
          "existing-changes",
          "Tested on database with existing changes (idempotency)",
          "untested",
          "not yet tested",
        ),
        point(
          "no-hard-dependencies",
          "No hard dependencies on optional schemas/objects",
          "held",
          "no schema, extension or type is taken for granted",
        ),
        point("repeatable", "Migration can run multiple times safely", "held", "1 finding suppressed", [created]),
      ],
    });
  });

  it("reads a file that is not open, and gives null for what is no migration", async () => {
    project.write(file, inTry);
    client = await LanguageClient.start(modern);
    const uri = `file://${project.path(file)}`;
    expect(await client.execute("alembic-guidelines.checklist", uri)).toMatchObject({
      summary: "3 of 8 hold, 3 fail, 2 not yet tested",
    });
    expect(await client.execute("alembic-guidelines.checklist", `file://${project.path("none.py")}`)).toBeNull();
    expect(
      await client.execute("alembic-guidelines.checklist", `file://${project.path("migrations/env.py")}`),
    ).toBeNull();
    await expect(client.execute("alembic-guidelines.checklist")).rejects.toThrow("The URI of a document is needed.");
  });

  it("is shown as a message, for editors without a view", async () => {
    client = await LanguageClient.start(modern);
    const uri = await client.open(project.path(file), withHelper);
    await client.execute("alembic-guidelines.showChecklist", uri);
    expect(client.shown).toEqual([
      `Checklist: 6 of 8 hold, 2 not yet tested
✓ Uses safe_add_enum_value for enum additions (1 value of eventtype, by the helper)
✓ Checks schema existence before using schemas (uses no schema that could be missing)
✓ Uses IF NOT EXISTS / IF EXISTS where possible (nothing of the kind here)
✓ Handles "already exists" errors gracefully (nothing of the kind here)
– Tested on fresh database (not yet tested)
– Tested on database with existing changes (idempotency) (not yet tested)
✓ No hard dependencies on optional schemas/objects (no schema, extension or type is taken for granted)
✓ Migration can run multiple times safely (1 operation, repeatable)`,
    ]);
  });
});
