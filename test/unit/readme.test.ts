import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rules } from "../../server/src/rules/index.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

/** The table of rules that the README shows, written from the rules themselves. */
function table(): string {
  const rows = rules.map(
    ({ name, description, severity, fix }) =>
      `| [\`${name}\`](docs/rules/${name}.md) | ${severity} | ${fix === "none" ? "–" : fix} | ${description} |`,
  );
  return ["| rule | severity | fix | |", "|---|---|---|---|", ...rows].join("\n");
}

test("the table of rules is what the rules say", () => {
  const shown = /<!-- rules:[^>]*-->\n(.*?)\n?<!-- \/rules -->/s.exec(readme)?.[1];
  expect(shown).toBe(table());
});

test("the commands that it promises are there", () => {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  const named = [...readme.matchAll(/^npm (?:run )?([\w:]+)/gm)].map((match) => match[1]);
  expect(named).toEqual(["start", "test", "test:unit", "check", "bench", "package"]);
  expect(manifest).toMatchObject({ scripts: Object.fromEntries(named.map((name) => [name, expect.any(String)])) });
});
