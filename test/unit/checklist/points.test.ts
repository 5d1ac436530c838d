import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checklistPoints, pointIds, rulesOfNoPoint } from "../../../server/src/checklist/points.ts";
import { rules } from "../../../server/src/rules/index.ts";

const guideline = readFileSync(new URL("../../../docs/alembic-migration-guidelines.md", import.meta.url), "utf8");

it("has the guideline's points, in its words and order", () => {
  const [, section = ""] = guideline.split("## Checklist Before Committing Migration\n");
  const [list = ""] = section.split("\n## ");
  const lines = [...list.matchAll(/^- \[ \] (.+)$/gm)].map(([, text = ""]) => text.replaceAll("`", ""));
  expect(lines).toHaveLength(8);
  expect(checklistPoints.map(({ title }) => title)).toEqual(lines);
  expect(checklistPoints.map(({ id }) => id)).toEqual(pointIds);
});

it("knows for each rule which points it speaks for, or that it speaks for none", () => {
  const placed = [...checklistPoints.flatMap((point) => point.rules), ...Object.keys(rulesOfNoPoint)];
  expect([...new Set(placed)].sort()).toEqual(rules.map(({ name }) => name));
  const twice = Object.keys(rulesOfNoPoint).filter((name) =>
    checklistPoints.some((point) => point.rules.includes(name)),
  );
  expect(twice).toEqual([]);
  for (const point of checklistPoints) expect(new Set(point.rules).size).toBe(point.rules.length);
});
