import { equal } from "./comparison.ts";
import { isQueried, unknown, type Value } from "./value.ts";

/** What is left of known items when those of another set are taken away (`-`), or when only those stay (`&`). */
export function chosen(items: readonly Value[], operator: "-" | "&", other: Value): Value {
  const membership = operator === "-" ? "not in" : "in";
  if (isQueried(other) && other.kind !== "sequence")
    return {
      kind: "selection",
      candidates: items.map((item) => ({
        item,
        test: { kind: "comparison", operator: membership, left: item, right: other },
      })),
    };
  if (other.kind !== "sequence") return unknown;
  const found = items.map((item) => other.items.map((each) => equal(item, each)));
  if (found.some((answers) => answers.includes(null) && !answers.includes(true))) return unknown;
  return { kind: "sequence", items: items.filter((_, index) => found[index]?.includes(true) === (operator === "&")) };
}
