import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { manifestWithSettings } from "../../scripts/generation/generated-parts.ts";
import { pyprojectSchema, settingsSchema } from "../../scripts/generation/settings-schema.ts";
import { editorKey, settingDefinitions } from "../../server/src/project/setting-definitions.ts";
import { readSettings, SettingsError } from "../../server/src/project/settings-file.ts";
import { rules } from "../../server/src/rules/index.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "package.json"), "utf8");
const { properties } = JSON.parse(text).contributes.configuration;
const ours = Object.values(settingDefinitions).filter(({ inEditor }) => inEditor);

describe("VS Code", () => {
  test("has the settings that the settings and rules say", () => {
    expect(JSON.parse(text)).toEqual(JSON.parse(manifestWithSettings(text)));
  });

  test("completes every rule's name", () => {
    expect(Object.keys(properties["alembicGuidelines.rules"].properties)).toEqual(rules.map(({ name }) => name));
  });

  test("takes each setting from a folder, when to check and the log from the window, in the order of the README", () => {
    const wanted = ours.map(({ key }, order) => [`alembicGuidelines.${editorKey(key)}`, "resource", order]);
    const found = Object.entries<{ scope: string; order: number }>(properties);
    expect(found.map(([name, { scope, order }]) => [name, scope, order])).toEqual([
      ...wanted,
      ["alembicGuidelines.run", "window", ours.length],
      ["alembicGuidelines.trace.server", "window", ours.length + 1],
    ]);
  });

  test("links settings to others, and only to such as there are", () => {
    const links = Object.entries<{ markdownDescription: string }>(properties).flatMap(
      ([name, { markdownDescription }]) =>
        [...markdownDescription.matchAll(/`#([^#`]*)#`/g)].map((match) => [name, match[1]]),
    );
    expect(links).toContainEqual(["alembicGuidelines.rules", "alembicGuidelines.preset"]);
    for (const [name, link] of links) {
      expect(Object.keys(properties)).toContain(link);
      expect(link).not.toBe(name);
    }
  });
});

describe("the JSON schemas of the settings files", () => {
  test.each([
    ["docs/settings.schema.json", settingsSchema],
    ["docs/pyproject.schema.json", pyprojectSchema],
  ])("%s is what the settings and rules say", (file, generate) => {
    expect(readFileSync(join(root, file), "utf8")).toBe(generate());
  });

  const keywords = ["x-taplo"];
  const isSettings = new Ajv({ keywords, allowUnionTypes: true }).compile(JSON.parse(settingsSchema()));
  const isPyproject = new Ajv({ keywords, allowUnionTypes: true }).compile(JSON.parse(pyprojectSchema()));

  /** What each of the three says of a table's lines: whether they are right. */
  function verdicts(lines: string): { readonly own: boolean; readonly schema: boolean; readonly pyproject: boolean } {
    const whole = `[tool.alembic-guidelines]\n${lines}`;
    return { own: reads(lines), schema: isSettings(parse(lines)), pyproject: isPyproject(parse(whole)) };
  }

  function reads(lines: string): boolean {
    try {
      readSettings("alembic-guidelines.toml", lines);
      return true;
    } catch (error) {
      if (error instanceof SettingsError) return false;
      throw error;
    }
  }

  const right = [
    "",
    'preset = "essential"',
    'rules = { enum-add-one-by-one = "off", sql-syntax-error = "info" }',
    "postgres-version = 15",
    'postgres-version = "15"',
    "postgres-version = 15.0",
    'alembic-version = "1.13.3"',
    'alembic-version = " v1.13 "',
    'alembic-version = "2.0.0b1"',
    'sqlalchemy-version = "2.0.0RC1.dev0+local"',
    'helper-module = "migrations.utils.größe_2"',
    "known-schemas = []",
    'known-schemas = ["public", "auth"]',
    'start-after = "a1"',
    'start-after = ["a1", "b2"]',
    "start-after = []",
    "enum-accept-if-not-exists = true",
    'guard-style = "do-block"',
    "offline-sql = false",
    'exclude = ["legacy/**"]',
  ];
  test.each(right)("right: %s", (lines) => {
    expect(verdicts(lines)).toEqual({ own: true, schema: true, pyproject: true });
  });

  const wrong = [
    'presets = "all"',
    'preset = "none"',
    "preset = 1",
    'rules = ["enum-add-one-by-one"]',
    'rules = { enum-add = "off" }',
    'rules = { enum-add-one-by-one = "fatal" }',
    "rules = { enum-add-one-by-one = true }",
    "postgres-version = 9",
    "postgres-version = 100",
    "postgres-version = 9.6",
    'postgres-version = "9.6"',
    'postgres-version = "fifteen"',
    "postgres-version = true",
    "alembic-version = 1.13",
    'alembic-version = ""',
    'alembic-version = ">=1.13"',
    'sqlalchemy-version = "latest"',
    'helper-module = "migrations/utils"',
    'helper-module = "1st.helper"',
    'helper-module = "a..b"',
    'helper-module = ""',
    'known-schemas = "public"',
    "known-schemas = [1]",
    'start-after = ""',
    'start-after = ["a1", " "]',
    "start-after = 1",
    'enum-accept-if-not-exists = "yes"',
    'guard-style = "python"',
    "offline-sql = 0",
    'exclude = "legacy/**"',
    "known_schemas = []",
  ];
  test.each(wrong)("wrong: %s", (lines) => {
    expect(verdicts(lines)).toEqual({ own: false, schema: false, pyproject: false });
  });

  test("every setting is tried, right and wrong", () => {
    for (const { key } of Object.values(settingDefinitions)) {
      for (const cases of [right, wrong])
        expect(
          cases.some((lines) => lines.startsWith(`${key} =`)),
          key,
        ).toBe(true);
    }
  });

  test("what else stands in a pyproject.toml is not ours to judge", () => {
    expect(isPyproject(parse('[project]\nname = "x"\n[tool.other]\na = 1\n'))).toBe(true);
    expect(isPyproject(parse("tool.alembic-guidelines = 1"))).toBe(false);
  });

  test("each setting and rule says what it is about", () => {
    const schema = JSON.parse(settingsSchema());
    for (const definition of Object.values(settingDefinitions))
      expect(schema.properties[definition.key].description).toBe(definition.description);
    for (const rule of rules) expect(schema.properties.rules.properties[rule.name].description).toBe(rule.description);
  });
});
