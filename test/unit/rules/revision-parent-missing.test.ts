import { describe, test } from "vitest";
import { revisionScript as script } from "../../revision-scripts.ts";
import { checkCase } from "../../rule-case.ts";

const rule = "revision-parent-missing";
const random = ["1975ea83b712", "27c6a30d7c24", "ae1027a6acf5"];
/** A history of these revisions, one after the other. */
function line(...ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    ids.map((id, index) => [`${id}.py`, script(id, index === 0 ? "None" : `"${ids[index - 1]}"`)]),
  );
}

/** The same, one of them as given: that is where the finding points. */
function lineWith(marked: string, ...ids: readonly string[]): Record<string, string> {
  const files = line(...ids);
  return { ...files, [`${marked}.py`]: (files[`${marked}.py`] ?? "").replace(`= "${marked}"`, `= ⟦"${marked}"⟧`) };
}

describe(rule, () => {
  const meant: readonly [story: string, name: string, id: string, known: readonly string[]][] = [
    ["two digits that have changed places", "ae1027a6ac5f", "ae1027a6acf5", random],
    ["a digit too many", "ae1027a6acf51", "ae1027a6acf5", random],
    ["a digit too few in the middle", "ae102a6acf5", "ae1027a6acf5", random],
    ["the beginning of an id", "ae10", "ae1027a6acf5", random],
    ["the beginning of one that counts", "0003", "0003_plan", ["0001_users", "0002_email", "0003_plan"]],
    ["a letter that is missing", "0003_pln_of_users", "0003_plan_of_users", ["0001_users", "0003_plan_of_users"]],
    ["a hyphen instead of an underscore", "0003-plan", "0003_plan", ["0001_users", "0003_plan"]],
  ];
  test.each(meant)("%s: one revision is meant", (_story, name, id, known) =>
    checkCase(rule, {
      severity: "error",
      source: script("ffffffffffff", `⟦"${name}"⟧`),
      others: lineWith(id, ...known),
      fixed: script("ffffffffffff", `"${id}"`),
    }),
  );

  test("in depends_on: the docstring does not speak of that", () =>
    checkCase(rule, {
      source: script("ffffffffffff", '"ae1027a6acf5"', "depends_on = [\"27c6a30d7c24\", ⟦'1975ea83b721'⟧]\n"),
      others: lineWith("1975ea83b712", ...random),
      fixed: script("ffffffffffff", '"ae1027a6acf5"', "depends_on = [\"27c6a30d7c24\", '1975ea83b712']\n"),
    }));

  test("one of two parents: the other one stays", () =>
    checkCase(rule, {
      source: script("ffffffffffff", '(⟦"ae1027a6ac5f"⟧, "bbbbbbbbbbbb")'),
      others: { ...lineWith("ae1027a6acf5", ...random), "b.py": script("bbbbbbbbbbbb", '"27c6a30d7c24"') },
      fixed: script("ffffffffffff", '("ae1027a6acf5", "bbbbbbbbbbbb")'),
    }));

  test("a docstring that is right already stays as it is", () =>
    checkCase(rule, {
      source: script("ffffffffffff", '⟦"ae1027a6ac5f"⟧').replace("Revises: ae1027a6ac5f", "Revises: ae1027a6acf5"),
      others: lineWith("ae1027a6acf5", ...random),
      fixed: script("ffffffffffff", '"ae1027a6acf5"'),
    }));

  const unclear: readonly [story: string, name: string, known: readonly string[]][] = [
    ["another id altogether", "0123456789ab", random],
    ["a number that is missing in the row", "0003", ["0001", "0002", "0004"]],
    ["the next number", "0012", ["0011"]],
    ["the next number of a name", "0012_users", ["0011_users"]],
    ["another date", "202401011200", ["202401011205"]],
    ["one that is like two", "ae1027a6ac00", ["ae1027a6ac0f", "ae1027a6ac05"]],
    ["the beginning of two", "ae10", ["ae1027a6acf5", "ae10ffffffff"]],
    ["too short a beginning", "ae1", random],
  ];
  test.each(unclear)("%s: no fix", (_story, name, known) =>
    checkCase(rule, {
      source: script("ffffffffffff", `⟦"${name}"⟧`),
      others: line(...known),
      fixed: null,
    }),
  );

  test("no fix where the one that is meant comes later", () =>
    checkCase(rule, {
      source: script("27c6a30d7c24", '⟦"ae1027a6ac5f"⟧'),
      others: { "a.py": script("1975ea83b712"), "c.py": script("ae1027a6acf5", '"27c6a30d7c24"') },
      fixed: null,
    }));

  test("no fix where the name is no literal", () =>
    checkCase(rule, {
      source: `PARENT = "ae1027a6ac5f"\n${script("ffffffffffff", "⟦PARENT⟧").replace(/""".*"""/s, "")}`,
      others: lineWith("ae1027a6acf5", ...random),
      fixed: null,
    }));

  const silent: readonly [story: string, source: string][] = [
    ["a parent that is there", script("ffffffffffff", '"ae1027a6acf5"')],
    ["no parent", script("ffffffffffff", "None", 'branch_labels = "other"\n')],
    ["a label in depends_on", script("ffffffffffff", '"ae1027a6acf5"', 'depends_on = "stable"\n')],
    ["one that can't be known", script("ffffffffffff", 'input("parent")').replace(/Revises:.*\n/, "")],
  ];
  test.each(silent)("silent: %s", (_story, source) =>
    checkCase(rule, {
      source,
      others: { ...line(...random.slice(1)), "a.py": script("1975ea83b712", "None", 'branch_labels = "stable"\n') },
    }),
  );

  test("silent: a script whose id can't be known may be the one", () =>
    checkCase(rule, {
      source: script("ffffffffffff", '"ae1027a6ac5f"'),
      others: { ...line(...random), "x.py": script("x").replace('"x"', 'input("id")').replace("Revision ID: x\n", "") },
    }));

  test("silent: nothing is known of other scripts", () => checkCase(rule, { source: script("b", '"lost"') }));
});
