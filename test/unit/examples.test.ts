import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { helperSource } from "../../server/src/project/helper-source.ts";

test("the helper of the examples is the one that the fixes create", () => {
  const path = join(import.meta.dirname, "../../examples/migrations/utils/safe_enum_addition.py");
  expect(readFileSync(path, "utf8")).toBe(helperSource);
});
