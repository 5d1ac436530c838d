import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { engine } from "../engine.ts";
import { Driver } from "./driver.ts";
import { generatedMigration } from "./generated-migrations.ts";
import { type DatabaseServer, startCluster } from "./servers.ts";
import { Verdicts } from "./verdict.ts";

const driver = new Driver(10_000);
let server: DatabaseServer;
let verdicts: Verdicts;

beforeAll(async () => {
  server = await startCluster();
  verdicts = await Verdicts.open(server, driver, await engine());
});
afterAll(async () => {
  await verdicts.close();
  await driver.stop();
  await server.stop();
});

test("of a swallowed error the rules speak where PostgreSQL loses the transaction, and nowhere else; fixed, it is not lost", () =>
  fc.assert(
    fc.asyncProperty(generatedMigration, async (given) => {
      expect(await verdicts.disagreements(given)).toEqual([]);
    }),
    { seed: 2, numRuns: 200 },
  ));
