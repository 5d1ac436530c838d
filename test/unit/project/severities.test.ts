import { describe, expect, test } from "vitest";
import { readSettings, settingsFor } from "../../../server/src/project/settings-file.ts";
import { defaultSettings } from "../../../server/src/settings.ts";
import { engine } from "../../engine.ts";
import { findingsOf, migration } from "../../rule-case.ts";

const read = (rules: string) => readSettings("/p/alembic-guidelines.toml", `rules = ${rules}\n`);

describe("severities by rule", () => {
  test("are read from the settings file", () => {
    const settings = settingsFor(
      read('{ enum-add-one-by-one = "off", enum-add-without-helper = "error" }'),
      defaultSettings,
    );
    expect([...settings.severities]).toEqual([
      ["enum-add-one-by-one", "off"],
      ["enum-add-without-helper", "error"],
    ]);
  });

  const wrong: readonly [rules: string, message: string][] = [
    [
      '{ enum-add-one-by-on = "off" }',
      "/p/alembic-guidelines.toml:1: no rule is named 'enum-add-one-by-on'; did you mean 'enum-add-one-by-one'?",
    ],
    [
      '{ enum-add-one-by-one = "loud" }',
      "/p/alembic-guidelines.toml:1: the level of enum-add-one-by-one must be one of error, warning, info, hint, off",
    ],
    ['["enum-add-one-by-one"]', "/p/alembic-guidelines.toml:1: rules must be a table of rule names"],
  ];
  test.each(wrong)("%s is refused", (rules, message) => {
    expect(() => read(rules)).toThrow(message);
  });

  test("replace the rules' own, in every form of the finding, or leave the rule out", async () => {
    const loaded = await engine();
    const source = migration(
      `def upgrade():\n    op.execute("ALTER TYPE t ADD VALUE IF NOT EXISTS 'x'")\n    op.execute("ALTER TYPE u ADD VALUE 'x'")\n`,
    );
    const found = (level: "error" | "off") =>
      findingsOf(loaded, source, { settings: { severities: new Map([["enum-add-without-helper", level]]) } }).map(
        (finding) => finding.severity,
      );
    expect(found("error")).toEqual(["error", "error"]);
    expect(found("off")).toEqual([]);
  });

  test("a suppression of a rule that is off is not called unused", async () => {
    const source = migration(`def upgrade():\n    pass  # alembic-guidelines: ignore[enum-add-without-helper]\n`);
    const settings = { severities: new Map([["enum-add-without-helper", "off" as const]]) };
    expect(findingsOf(await engine(), source, { settings })).toEqual([]);
  });
});
