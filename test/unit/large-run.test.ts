import { expect, test } from "vitest";
import { thriftFor } from "../../server/src/cli/large-run.ts";

test("the steps of a long work are told on; those of a short one are left as they are", () => {
  const told: string[] = [];
  const progress = {
    begin: (what: string, total: number) => told.push(`${what} ${total}`),
    step: () => told.push("step"),
    end: () => told.push("end"),
  };
  expect(thriftFor(100).alongside(progress)).toBe(progress);
  const thrifty = thriftFor(10_000).alongside(progress);
  thrifty.begin("Reading", 2);
  thrifty.step();
  thrifty.end();
  expect(told).toEqual(["Reading 2", "step", "end"]);
});
