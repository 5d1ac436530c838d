import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readmeWithTables } from "../../scripts/generation/generated-parts.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

test("the tables of rules, settings and snippets are what those say", () => {
  const snippets = readFileSync(join(import.meta.dirname, "../../snippets/alembic.code-snippets"), "utf8");
  expect(readme).toBe(readmeWithTables(readme, snippets));
});

test("the commands that it promises are there", () => {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  const named = [...readme.matchAll(/^npm (?:run )?([\w:]+)/gm)].map((match) => match[1]);
  expect(named).toEqual(["start", "test", "test:unit", "check", "bench", "benchmark", "package"]);
  expect(manifest).toMatchObject({ scripts: Object.fromEntries(named.map((name) => [name, expect.any(String)])) });
});
