import { afterAll, beforeAll, expect, test } from "vitest";
import { Database } from "./database.ts";
import { Driver } from "./driver.ts";
import { createProject, migration } from "./project.ts";
import { type DatabaseServer, startCluster } from "./servers.ts";

const driver = new Driver(5_000);
let server: DatabaseServer;

beforeAll(async () => {
  server = await startCluster();
});
afterAll(async () => {
  await driver.stop();
  await server.stop();
});

/** Upgrades a new project that has one migration and a module `local`. */
async function upgrade(imports: string, body: string, local: string) {
  const project = await createProject(driver, "migrations");
  try {
    await project.write("local.py", local);
    await project.write("migrations/versions/only.py", migration("only", null, { imports, upgrade: body }));
    await new Database(server, driver).reset();
    return await driver.run({ action: "upgrade", project: project.folder, url: server.url, revision: "head" });
  } finally {
    await project.remove();
  }
}

test("a project does not see the modules and paths of the one before", async () => {
  const fails = 'raise RuntimeError(local.name + str(hasattr(local, "left")))';
  for (const name of ["first", "second"]) {
    const source = `name = ${JSON.stringify(name)}\n`;
    const { error } = await upgrade(
      "import local",
      `${fails.replace("raise", "error =")}\nlocal.left = 1\nraise error`,
      source,
    );
    expect(error).toMatchObject({ type: "RuntimeError", message: `${name}False`, sqlstate: null });
  }
});

test("what a migration prints does not get between the answers", async () => {
  const { error } = await upgrade("import os", 'print("{}")\nos.write(1, b"{}\\n")', "");
  expect(error).toBeNull();
});

test("a migration that hangs, or ends the process, fails, and the next one runs", async () => {
  await expect(upgrade("", 'op.execute("SELECT pg_sleep(60)")', "")).rejects.toThrow("took more than 5000 ms");
  await expect(upgrade("import os", "os._exit(3)", "")).rejects.toThrow("ended the driver");
  const { error } = await upgrade("", "pass", "");
  expect(error).toBeNull();
});
