import { describe, expect, test } from "vitest";
import { helperSource } from "../../server/src/project/helper-source.ts";
import { bodyOf, expand, migrationOf, type SnippetMigration, snippetMigrations } from "../snippets.ts";
import type { Driver, Outcome } from "./driver.ts";
import { createProject, migration } from "./project.ts";
import { serverKinds } from "./servers.ts";
import { suiteDatabase } from "./suite-database.ts";

const helper = "migrations.utils.safe_enum_addition";

/** The template as it stands, on a database that has the schema it asks for. */
const template: { readonly source: string; readonly setup: string; readonly title: string } = {
  title: "Alembic: migration",
  source: expand(bodyOf("Alembic: migration"), { 2: "example", 3: "parent", 4: helper }),
  setup: "CREATE TYPE eventtype AS ENUM ('a'); CREATE SCHEMA schema_name; CREATE TABLE table_name (id int)",
};

const migrations = snippetMigrations.map((given) => ({
  title: titleOf(given),
  source: migrationOf(given, helper),
  setup: given.setup,
}));

function titleOf({ upgrade, downgrade, setup }: SnippetMigration): string {
  return `${upgrade.name}; ${downgrade.name}${setup === "" ? ", on an empty database" : ""}`;
}

describe.each(serverKinds)("on $name", ({ start }) => {
  const { driver, database } = suiteDatabase(start, "SELECT 1");

  test.each([template, ...migrations])("$title: runs twice, and back twice", async ({ source, setup }) => {
    if (setup !== "") await database().execute(setup);
    const before = await database().schema();
    await using project = await projectWith(driver, source);
    const run = (action: "upgrade" | "downgrade" | "stamp", revision: string): Promise<Outcome> =>
      driver.run({ action, project: project.folder, url: database().server.url, revision });
    const succeed = async (action: "upgrade" | "downgrade" | "stamp", revision: string) => {
      expect((await run(action, revision)).error, `${action}\n${source}`).toBeNull();
      return database().schema();
    };
    const upgraded = await succeed("upgrade", "example");
    // Only without what it needs does a migration change nothing.
    if (setup !== "") expect(upgraded).not.toBe(before);
    await succeed("stamp", "parent");
    expect(await succeed("upgrade", "example")).toBe(upgraded);
    if (source.includes("raise NotImplementedError")) {
      expect((await run("downgrade", "parent")).error?.type).toBe("NotImplementedError");
      return;
    }
    const left = await succeed("downgrade", "parent");
    // Values of an enum type stay.
    if (!source.includes("safe_add")) expect(left).toBe(before);
    await succeed("stamp", "example");
    expect(await succeed("downgrade", "parent")).toBe(left);
  });

  test("VARCHAR with CHECK takes its values and no other", async () => {
    const given = snippetMigrations.find(({ upgrade }) => upgrade.name === "Alembic: VARCHAR with CHECK");
    await database().execute(given?.setup ?? "");
    await using project = await projectWith(driver, given === undefined ? "" : migrationOf(given));
    const { error } = await driver.run({
      action: "upgrade",
      project: project.folder,
      url: database().server.url,
      revision: "example",
    });
    expect(error).toBeNull();
    await database().execute("INSERT INTO table_name (added) VALUES ('published'), (DEFAULT)");
    await expect(database().execute("INSERT INTO table_name (added) VALUES ('other')")).rejects.toThrow(
      'violates check constraint "ck_table_name_added"',
    );
  });
});

/** A project with the helper and one migration. */
async function projectWith(driver: Driver, source: string) {
  const project = await createProject(driver, "migrations");
  await project.write("migrations/utils/safe_enum_addition.py", helperSource);
  await project.write("migrations/versions/parent.py", migration("parent", null, {}));
  await project.write("migrations/versions/example.py", source);
  return { folder: project.folder, [Symbol.asyncDispose]: () => project.remove() };
}
