import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manifestWithSettings } from "../../scripts/generation/generated-parts.ts";
import { rules } from "../../server/src/rules/index.ts";

const text = readFileSync(join(import.meta.dirname, "../../package.json"), "utf8");

test("VS Code's settings are what the settings and rules say", () => {
  expect(JSON.parse(text)).toEqual(JSON.parse(manifestWithSettings(text)));
});

test("VS Code completes every rule's name", () => {
  const { properties } = JSON.parse(text).contributes.configuration;
  expect(Object.keys(properties["alembicGuidelines.rules"].properties)).toEqual(rules.map(({ name }) => name));
});
