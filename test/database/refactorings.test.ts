import { describe, expect, test } from "vitest";
import { enumMigrations } from "../unit/refactorings/enum-migrations.ts";
import { createProject, migration } from "./project.ts";
import { serverKinds } from "./servers.ts";
import { suiteDatabase } from "./suite-database.ts";

describe.each(serverKinds)("an enum that has become VARCHAR with CHECK, on $name", ({ start }) => {
  const { driver, database } = suiteDatabase(start, "SELECT 1");

  test.each(enumMigrations)("$story", async ({ before, after, setup }) => {
    if (setup !== "") await database().execute(setup);
    const empty = await database().schema();
    const project = await createProject(driver, "migrations");
    const run = async (action: "upgrade" | "downgrade" | "stamp", revision: string) => {
      const url = database().server.url;
      const { error } = await driver.run({ action, project: project.folder, url, revision });
      expect(error, action).toBeNull();
      return database().schema();
    };
    const table = setup.includes("shop") ? "shop.orders" : "orders";
    const insert = (value: string) => database().execute(`INSERT INTO ${table} (id, status) VALUES (1, ${value})`);
    try {
      await project.write("migrations/versions/parent.py", migration("parent", null, {}));
      // The original, so that the two can be compared.
      await project.write("migrations/versions/example.py", before.replace("‸", ""));
      expect(await run("upgrade", "example")).toContain("type order_status");
      expect(await run("downgrade", "parent")).toBe(empty);

      await project.write("migrations/versions/example.py", after);
      const schema = await run("upgrade", "example");
      expect(schema).toContain("constraint ck_orders_status on");
      expect(schema).toContain("status character varying(20)");
      expect(schema).not.toContain("type order_status");
      await insert("'it''s'");
      if (before.includes("default")) await insert("DEFAULT");
      await expect(insert("'other'")).rejects.toThrow('violates check constraint "ck_orders_status"');
      await run("stamp", "parent");
      expect(await run("upgrade", "example")).toBe(schema);
      expect(await run("downgrade", "parent")).toBe(empty);
      await run("stamp", "example");
      expect(await run("downgrade", "parent")).toBe(empty);
      expect(await run("upgrade", "example")).toBe(schema);
    } finally {
      await project.remove();
    }
  });
});
