import { describe, test } from "vitest";
import { revisionScript as script } from "../../revision-scripts.ts";
import { checkCase } from "../../rule-case.ts";

const rule = "revision-cycle";

describe(rule, () => {
  test("two revisions that follow each other", () =>
    checkCase(rule, {
      severity: "error",
      source: script("b", '⟦"c"⟧'),
      others: { "a.py": script("a"), "c.py": script("⟦c⟧", '"b"') },
      fixed: null,
    }));

  test("a longer way: the marked parent leads on in it, the other one does not", () =>
    checkCase(rule, {
      source: script("b", '("a", ⟦"d"⟧)'),
      others: { "a.py": script("a"), "c.py": script("⟦c⟧", '"b"'), "d.py": script("⟦d⟧", '"c"') },
      fixed: null,
    }));

  test("a revision that names itself", () =>
    checkCase(rule, { source: script("b", '⟦"b"⟧'), others: { "a.py": script("a") }, fixed: null }));

  test("by way of depends_on", () =>
    checkCase(rule, {
      source: script("b", '"a"', 'depends_on = ⟦"c"⟧\n'),
      others: { "a.py": script("a"), "c.py": script("⟦c⟧", '"b"') },
      fixed: null,
    }));

  test("by way of a label in depends_on", () =>
    checkCase(rule, {
      source: script("b", '"a"', 'depends_on = [⟦"later"⟧]\n'),
      others: { "a.py": script("a"), "c.py": script("⟦c⟧", '"b"', 'branch_labels = "later"\n') },
      fixed: null,
    }));

  test("all of a history, which then has no beginning", () =>
    checkCase(rule, { source: script("a", '⟦"b"⟧'), others: { "b.py": script("⟦b⟧", '"a"') }, fixed: null }));

  test("silent: a revision that follows a cycle and is no part of it", () =>
    checkCase(rule, {
      source: script("d", '"c"'),
      others: { "a.py": script("a"), "b.py": script("b", '"c"'), "c.py": script("c", '"b"') },
    }));

  test("silent: two ways from one revision to another", () =>
    checkCase(rule, {
      source: script("d", '("b", "c")'),
      others: { "a.py": script("a"), "b.py": script("b", '"a"'), "c.py": script("c", '"a"') },
    }));

  test("silent: nothing is known of other scripts", () => checkCase(rule, { source: script("b", '"c"') }));
});
