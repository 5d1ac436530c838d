import { describe, test } from "vitest";
import { revisionScript as script } from "../../revision-scripts.ts";
import { checkCase } from "../../rule-case.ts";

const rule = "revision-duplicate";
const base = script("a");

describe(rule, () => {
  test("two scripts with one id", () =>
    checkCase(rule, {
      severity: "error",
      source: script("⟦b⟧", '"a"'),
      others: { "a.py": base, "b.py": script("⟦b⟧", '"a"') },
      fixed: null,
    }));

  test("three of them, in a longer history", () =>
    checkCase(rule, {
      source: script("⟦b⟧", '"a"'),
      others: {
        "a.py": base,
        "b.py": script("⟦b⟧", '"a"'),
        "c.py": script("c", '"b"'),
        "d.py": script("⟦b⟧", '"c"'),
      },
      fixed: null,
    }));

  test("silent: the script that follows one of two", () =>
    checkCase(rule, {
      source: script("c", '"b"'),
      others: { "a.py": base, "b.py": script("b", '"a"'), "d.py": script("b", '"a"') },
    }));

  test("silent: ids that begin alike, or differ in their case", () =>
    checkCase(rule, {
      source: script("bcd", '"BC"'),
      others: { "a.py": base, "b.py": script("bc", '"a"'), "c.py": script("BC", '"bc"') },
    }));

  test("silent: an id that can't be known", () =>
    checkCase(rule, {
      source: script("x", '"a"').replace('"x"', 'input("b")').replace("Revision ID: x\n", ""),
      others: { "a.py": base, "b.py": script("b", '"a"') },
    }));

  test("silent: nothing is known of other scripts", () => checkCase(rule, { source: script("b", '"a"') }));
});
