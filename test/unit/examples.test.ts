import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { helperSource } from "../../server/src/project/helper-source.ts";

test.each(["examples", "test/benchmark/project"])("the helper in %s is the one that the fixes create", (project) => {
  const path = join(import.meta.dirname, "../..", project, "migrations/utils/safe_enum_addition.py");
  expect(readFileSync(path, "utf8")).toBe(helperSource);
});
