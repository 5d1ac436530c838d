import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LanguageClient, modern } from "./language-client.ts";
import { inTry, inTryRange } from "./migrations.ts";
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

it("that are unknown are refused by name", async () => {
  client = await LanguageClient.start(modern);
  await expect(client.execute("alembic-guidelines.nothing")).rejects.toThrow(
    "There is no command alembic-guidelines.nothing.",
  );
});

it("show the page of a rule in the editor, where the client has no way of its own", async () => {
  client = await LanguageClient.start({ ...modern, experimental: {} });
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const actions = await client.codeActions(uri, inTryRange);
  const command = actions.find(({ title }) => title === "Show the page of enum-add-in-try-except")?.command;
  expect(command).toEqual({
    title: "Show Rule",
    command: "alembic-guidelines.showRule",
    arguments: ["enum-add-in-try-except"],
  });
  await client.execute("alembic-guidelines.showRule", "enum-add-in-try-except");
  const page = pathToFileURL(`${import.meta.dirname}/../../docs/rules/enum-add-in-try-except.md`).href;
  expect(client.documentsShown).toEqual([page]);
  await expect(client.execute("alembic-guidelines.showRule", "../README")).rejects.toThrow(
    "There is no page of a rule",
  );
});

it("of an editor that can show nothing are not named", async () => {
  client = await LanguageClient.start({ ...modern, window: {}, experimental: {} });
  const uri = await client.open(project.path("migrations/versions/0002.py"), inTry);
  const titles = (await client.codeActions(uri, inTryRange)).map(({ title }) => title);
  expect(titles).not.toContain("Show the page of enum-add-in-try-except");
  expect(titles).toContain("Use safe_add_enum_value");
});
