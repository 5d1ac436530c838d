import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEditorSettings } from "../../../server/src/lsp/editor-settings.ts";
import { defaultSettings } from "../../../server/src/settings.ts";

/** What VS Code sends where nobody has set anything. */
function defaultsOfVsCode(): Readonly<Record<string, unknown>> {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8"));
  const properties: Readonly<Record<string, { default: unknown }>> = manifest.contributes.configuration.properties;
  const sent = Object.entries(properties).map(([key, value]) => [key.replace("alembicGuidelines.", ""), value.default]);
  return { ...Object.fromEntries(sent), "trace.server": undefined, trace: { server: "off" } };
}

test("what VS Code sends by default are the defaults", () => {
  const { "trace.server": _, ...sent } = defaultsOfVsCode();
  expect(readEditorSettings(sent)).toEqual({ settings: defaultSettings, problems: [] });
});

test("all that an editor can set is read", () => {
  const sent = {
    preset: "all",
    rules: { "enum-add-one-by-one": "off" },
    postgresVersion: 16,
    alembicVersion: "1.13",
    sqlalchemyVersion: "2.0.36",
    helperModule: "app.enums",
    knownSchemas: ["public", "auth"],
    startAfter: ["a1"],
    enumAcceptIfNotExists: true,
    guardStyle: "do-block",
    offlineSql: true,
  };
  const settings = {
    ...sent,
    severities: new Map([["enum-add-one-by-one", "off"]]),
    alembicVersion: "1.13.0",
    rules: undefined,
  };
  expect(readEditorSettings(sent)).toEqual({ settings, problems: [] });
  expect(Object.keys(sent)).toHaveLength(Object.keys(defaultSettings).length);
});

test.each([[null], [undefined], [[]], ["x"], [3], [{}]])("%j sets nothing", (sent) => {
  expect(readEditorSettings(sent)).toEqual({ settings: defaultSettings, problems: [] });
});

const wrong: readonly [sent: object, problem: string][] = [
  [{ preset: "strict" }, "alembicGuidelines.preset must be one of essential, guidelines, all"],
  [
    { rules: { "enum-add-one-by-on": "off" } },
    "no rule is named 'enum-add-one-by-on'; did you mean 'enum-add-one-by-one'?",
  ],
  [{ rules: [] }, "alembicGuidelines.rules must be a table of rule names"],
  [{ postgresVersion: 15.4 }, "alembicGuidelines.postgresVersion must be a major version of PostgreSQL, like 15"],
  [{ helperModule: "a b" }, "alembicGuidelines.helperModule must be a Python module's dotted name"],
  [{ offlineSql: "yes" }, "alembicGuidelines.offlineSql must be true or false"],
  [{ helpermodule: "app.enums" }, "no setting is named 'helpermodule'; did you mean 'helperModule'?"],
  [{ "helper-module": "app.enums" }, "no setting is named 'helper-module'; did you mean 'helperModule'?"],
  [{ exclude: ["x"] }, "no setting is named 'exclude'"],
];
test.each(wrong)("%j is told, and ignored", (sent, problem) => {
  const { settings, problems } = readEditorSettings({ ...sent, knownSchemas: ["auth"] });
  expect(settings).toEqual({ ...defaultSettings, knownSchemas: ["auth"] });
  expect(problems).toEqual([`In the editor's settings: ${problem}; it is ignored.`]);
});
