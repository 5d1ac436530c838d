import { expect, test } from "vitest";
import { type Preset, severityIn } from "../../../server/src/rules/presets.ts";
import type { RuleGroup } from "../../../server/src/rules/rule.ts";
import { engine } from "../../engine.ts";
import { findingsOf, migration } from "../../rule-case.ts";

const cases: readonly [Preset, RuleGroup, string, string][] = [
  ["essential", "idempotency", "error", "info"],
  ["essential", "downgrade", "warning", "info"],
  ["essential", "downgrade", "hint", "hint"],
  ["essential", "transactions", "warning", "warning"],
  ["guidelines", "idempotency", "warning", "warning"],
  ["all", "downgrade", "error", "error"],
];
test.each(cases)("%s gives the group %s for %s the severity %s", (preset, group, severity, expected) => {
  const severities = ["error", "warning", "info", "hint"] as const;
  const own = severities.find((each) => each === severity) ?? "error";
  expect(severityIn(preset, { group, severity: own })).toBe(expected);
  expect(severityIn(preset, { group, severity: "error" }, own)).toBe(expected);
});

test("a level given for a rule counts before the preset", async () => {
  const source = migration(`def upgrade():\n    op.execute("ALTER TYPE t ADD VALUE 'x'")\n`);
  const severities = new Map([["enum-add-without-helper", "hint" as const]]);
  const found = findingsOf(await engine(), source, { settings: { preset: "essential", severities } });
  expect(found.map(({ severity }) => severity)).toEqual(["hint"]);
});
