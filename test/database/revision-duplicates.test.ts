import { afterAll, beforeAll, expect, test } from "vitest";
import { readRulePage } from "../rule-page.ts";
import { Database } from "./database.ts";
import { Driver } from "./driver.ts";
import { createProject } from "./project.ts";
import { serverKinds } from "./servers.ts";

const driver = new Driver();
let database: Database;

beforeAll(async () => {
  const [kind] = serverKinds;
  if (kind === undefined) throw new Error("there is no server");
  database = new Database(await kind.start(), driver);
});

afterAll(async () => {
  await driver.stop();
  await database.server.stop();
});

test("of two scripts with one id, alembic upgrade heads runs one only", async () => {
  await database.reset();
  const { bad, companions } = readRulePage("revision-duplicate");
  const project = await createProject(driver, "migrations");
  try {
    for (const [file, text] of [...companions.bad, ["0002_plan.py", bad] as const])
      await project.write(`migrations/versions/${file}`, text);
    const { error } = await driver.run({
      action: "upgrade",
      project: project.folder,
      url: database.server.url,
      revision: "heads",
    });
    expect(error).toBeNull();
    const columns = await database.execute(
      "SELECT column_name FROM information_schema.columns WHERE table_name = 'users' AND column_name <> 'id'",
    );
    expect([[["email"]], [["plan"]]]).toContainEqual(columns);
  } finally {
    await project.remove();
  }
});
