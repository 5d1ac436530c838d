import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rules } from "../../../server/src/rules/index.ts";
import { defaultSettings } from "../../../server/src/settings.ts";
import { benchmarkFolder } from "../../benchmark/labels.ts";
import { engine } from "../../engine.ts";
import { withHelper } from "../../rule-case.ts";

const cases = join(benchmarkFolder, "cases");
const choosy = rules.filter(({ needs }) => needs !== undefined);

test("a rule finds nothing in a migration that has none of the operations that it says it needs", async () => {
  const loaded = await engine();
  let asked = 0;
  for (const name of readdirSync(cases, { recursive: true, encoding: "utf8" }).filter((each) => each.endsWith(".py"))) {
    const script = loaded.read(readFileSync(join(cases, name), "utf8"), true);
    if (script === null) continue;
    const kinds = new Set(script.operations.map(({ kind }) => kind));
    for (const rule of choosy) {
      if (rule.needs?.some((kind) => kinds.has(kind)) === true) continue;
      asked++;
      expect([...rule.check(script, withHelper, defaultSettings)], `${rule.name} in ${name}`).toEqual([]);
    }
  }
  expect(asked).toBeGreaterThan(1_000);
});
