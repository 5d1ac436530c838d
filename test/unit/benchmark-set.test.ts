import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { helperSource } from "../../server/src/project/helper-source.ts";
import { rules } from "../../server/src/rules/index.ts";
import { benchmarkFolder, caseFiles, readLabels } from "../benchmark/labels.ts";

const labels = readLabels();
const text = (path: string) => readFileSync(join(benchmarkFolder, path), "utf8");

test("every case has one label, and every label its case", () => {
  const cases = readdirSync(join(benchmarkFolder, "cases")).map((name) => name.replace(/\.py$/, ""));
  expect(labels.map(({ name }) => name).sort()).toEqual(cases.sort());
});

test("labels name rules that there are", () => {
  const names = new Set(rules.map(({ name }) => name));
  expect([...new Set(labels.map(({ rule }) => rule))].filter((rule) => !names.has(rule))).toEqual([]);
});

test("the README says what each kind of hazard and each run is", () => {
  const readme = text("README.md");
  for (const { hazard } of labels) {
    if (hazard === null) continue;
    expect(readme).toContain(`| \`${hazard.kind}\` |`);
    expect(readme).toContain(`| \`${hazard.run}\` |`);
  }
});

test("there are about as many safe cases as hazards", () => {
  const safe = labels.filter(({ hazard }) => hazard === null).length;
  expect(safe / labels.length).toBeGreaterThan(0.45);
  expect(safe / labels.length).toBeLessThan(0.55);
});

test("the project's helper is the one that we make", () => {
  expect(text("project/migrations/utils/safe_enum_addition.py")).toBe(helperSource);
});

describe.each(labels)("$name", ({ name, hazard, why, obstacle }) => {
  test("its label is whole", () => {
    if (hazard === null) expect(why).toMatch(/\.$/);
    else expect(hazard.at).not.toEqual([]);
    if (hazard?.run === "retry") expect(obstacle).toBeDefined();
  });

  test("its label names lines of its files that have something on them", () => {
    const files = caseFiles(name);
    for (const place of hazard?.at ?? []) {
      const [file = "", line] = place.split(":");
      expect(files).toContain(file);
      expect(text(`cases/${file}`).split("\n")[Number(line) - 1]?.trim()).toMatch(/./);
    }
  });

  test("it is small, and the first of its scripts follows the state before", () => {
    const scripts = caseFiles(name)
      .filter((file) => file.endsWith(".py") && !file.endsWith("/env.py"))
      .map((file) => text(`cases/${file}`));
    for (const script of scripts) expect(script.split("\n").length).toBeLessThanOrEqual(40);
    if (hazard?.kind !== "cycle") expect(scripts[0]).toMatch(/^down_revision\b.*["']before["']/m);
  });
});
