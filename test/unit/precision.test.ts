import { describe, expect, it } from "vitest";
import { rules } from "../../server/src/rules/index.ts";
import { readProjects } from "../precision/corpus.ts";
import { drawByRule } from "../precision/draw.ts";
import { nextSample } from "../precision/sample.ts";
import { readSamples, type Verdict } from "../precision/verdicts.ts";

const samples = readSamples();
const found = (rule: string, line: number, severity = "warning") => ({
  project: "owner/name",
  file: "versions/a.py",
  line,
  rule,
  severity,
  message: "…",
});

/** The share of the verdicts that are right, in percent. */
function rightShare(verdicts: readonly Verdict[]): number {
  return (100 * verdicts.filter(({ verdict }) => verdict === "right").length) / verdicts.length;
}

describe("the verdicts on what is found in public projects", () => {
  it("are given, with a reason, of rules and projects that there are", () => {
    const names = new Set(rules.map(({ name }) => name));
    const projects = new Set(readProjects().map(({ name }) => name));
    const verdicts = samples.flatMap((sample) => sample.verdicts);
    const incomplete = verdicts.filter(
      ({ verdict, reason, rule, project }) =>
        !["right", "wrong", "debatable"].includes(verdict) ||
        reason === "" ||
        !names.has(rule) ||
        !projects.has(project),
    );
    expect(incomplete).toEqual([]);
  });

  it("are good in the last two samples: 98 % of the errors, 92 % of the others are right", () => {
    const lastTwo = samples.slice(-2);
    expect(lastTwo).toHaveLength(2);
    for (const { verdicts } of lastTwo) {
      expect(rightShare(verdicts.filter(({ severity }) => severity === "error"))).toBeGreaterThanOrEqual(98);
      expect(rightShare(verdicts.filter(({ severity }) => severity !== "error"))).toBeGreaterThanOrEqual(92);
    }
  });
});

describe("drawing a sample", () => {
  const many = Array.from({ length: 100 }, (_, line) => found("frequent", line));
  const few = [found("rare", 1), found("rare", 2)];

  it("takes as many of each rule as of the others, until one has no more", () => {
    const drawn = drawByRule([...many, ...few], 10, 1);
    expect(drawn.filter(({ rule }) => rule === "rare")).toHaveLength(2);
    expect(drawn.filter(({ rule }) => rule === "frequent")).toHaveLength(8);
    expect(new Set(drawn.map(({ rule, line }) => `${rule} ${line}`)).size).toBe(10);
  });

  it("is decided by the seed", () => {
    expect(drawByRule(many, 10, 1)).toEqual(drawByRule(many, 10, 1));
    expect(drawByRule(many, 10, 1)).not.toEqual(drawByRule(many, 10, 2));
  });

  it("holds every error, and none of the others that a sample has had", () => {
    const error = found("grave", 7, "error");
    const first = nextSample([...many, ...few, error], [], 1);
    expect(first.verdicts.filter(({ rule }) => rule === "grave")).toHaveLength(1);
    const read = first.verdicts.map((each): Verdict => ({ ...each, verdict: "right", reason: "read" }));
    const second = nextSample([...many, ...few, error], [{ ...first, verdicts: read }], 2);
    expect(second.number).toBe(2);
    // All of the others are in the first one.
    expect(second.verdicts).toEqual([expect.objectContaining({ rule: "grave", verdict: "right", reason: "read" })]);
  });
});
