import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { namesIn } from "../../server/src/migration/names/names-in.ts";
import { engine } from "../engine.ts";
import { findingsOf } from "../rule-case.ts";
import { readRulePages } from "../rule-page.ts";

const versions = join(import.meta.dirname, "../../examples/migrations/versions");
const examples = readdirSync(versions)
  .filter((name) => name.endsWith(".py"))
  .map((name) => ({ name, source: readFileSync(join(versions, name), "utf8") }));
const pages = readRulePages().flatMap(({ name, bad, good }) => [
  { name: `${name}, bad`, source: bad },
  { name: `${name}, good`, source: good },
]);

test.each([...examples, ...pages])(
  "every prefix of $name is linted, with findings inside of it",
  async ({ source }) => {
    const loaded = await engine();
    const step = source.length > 4096 ? 37 : 1;
    for (let end = 0; end <= source.length; end += step) {
      for (const finding of findingsOf(loaded, source.slice(0, end))) expect(finding.start).toBeLessThan(end);
    }
  },
);

test.each([...examples, ...pages])("names lie inside of every tenth prefix of $name", async ({ source }) => {
  const loaded = await engine();
  for (let end = 0; end <= source.length; end += 10) {
    const script = loaded.read(source.slice(0, end), true);
    for (const name of script === null ? [] : namesIn(script)) {
      expect(name.start).toBeLessThanOrEqual(name.end);
      expect(name.end).toBeLessThanOrEqual(end);
    }
  }
});
