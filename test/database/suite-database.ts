import { afterAll, beforeAll, beforeEach } from "vitest";
import { Database } from "./database.ts";
import { Driver } from "./driver.ts";
import type { serverKinds } from "./servers.ts";

/**
 * A server for the tests of the present suite, ended after them. Before each test its database is emptied, and `setup` run.
 * @returns `database` can be called once the tests run.
 */
export function suiteDatabase(
  start: (typeof serverKinds)[number]["start"],
  setup: string,
): { readonly driver: Driver; readonly database: () => Database } {
  const driver = new Driver();
  let database: Database | null = null;
  const started = () => {
    if (database === null) throw new Error("the server has not been started yet");
    return database;
  };
  beforeAll(async () => {
    database = new Database(await start(), driver);
  });
  afterAll(async () => {
    await driver.stop();
    await database?.server.stop();
  });
  beforeEach(async () => {
    await started().reset();
    await started().execute(setup);
  });
  return { driver, database: started };
}
