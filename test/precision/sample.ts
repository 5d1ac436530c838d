import { drawByRule } from "./draw.ts";
import type { Found } from "./found.ts";
import { type Sample, sameFinding, type Verdict } from "./verdicts.ts";

const othersInSample = 150;

/**
 * The next sample to be read: every error, and 150 others that no sample has had. An error that was judged before keeps its verdict: it is the
 * same finding of the same file.
 */
export function nextSample(found: readonly Found[], earlier: readonly Sample[], seed: number): Sample {
  const judged = earlier.flatMap(({ verdicts }) => verdicts);
  const errors = found.filter(({ severity }) => severity === "error");
  const others = found.filter((each) => each.severity !== "error" && !judged.some((one) => sameFinding(one, each)));
  const verdict = ({ message: _, ...each }: Found): Verdict => {
    const before = judged.findLast((one) => one.verdict !== "open" && sameFinding(one, each));
    return { ...each, verdict: before?.verdict ?? "open", reason: before?.reason ?? "" };
  };
  return {
    number: earlier.length + 1,
    seed,
    verdicts: [...errors, ...drawByRule(others, othersInSample, seed)].map(verdict),
  };
}
