import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { revisionScript as script, versionsFolder } from "../../revision-scripts.ts";
import { checkCase, findingsOf } from "../../rule-case.ts";

const rule = "revision-multiple-heads";

/** What the fix creates for these parents. */
function merge(id: string, message: string, ...parents: readonly string[]): string {
  return `"""${message}

Revision ID: ${id}
Revises: ${parents.join(", ")}
"""

# revision identifiers, used by Alembic.
revision = "${id}"
down_revision = (${parents.map((parent) => `"${parent}"`).join(", ")})
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
`;
}

const base = script("a");
/** Beginnings of `printf 'b\nc' | sha256sum` and `printf 'b\nc\nd' | sha256sum`. */
const ofTwo = "6c516cfc306e";
const ofThree = "6ea5e3e53114";

describe(rule, () => {
  test("two revisions after one: a merge, or one after the other", () =>
    checkCase(rule, {
      severity: "warning",
      source: script("⟦b⟧", '"a"'),
      others: { "a.py": base, "c.py": script("⟦c⟧", '"a"') },
      alternatives: [script("b", '"c"')],
      unsafe: true,
      fixed: script("b", '"a"'),
      created: { [`${ofTwo}_merge_b_and_c.py`]: merge(ofTwo, "Merge b and c", "b", "c") },
    }));

  test("from the other side: the same merge", () =>
    checkCase(rule, {
      source: script("⟦c⟧", '"a"'),
      others: { "a.py": base, "b.py": script("⟦b⟧", '"a"') },
      alternatives: [script("c", '"b"')],
      unsafe: true,
      fixed: script("c", '"a"'),
      created: { [`${ofTwo}_merge_b_and_c.py`]: merge(ofTwo, "Merge b and c", "b", "c") },
    }));

  test("nothing that is safe", () =>
    checkCase(rule, {
      source: script("⟦b⟧", '"a"'),
      others: { "a.py": base, "c.py": script("⟦c⟧", '"a"') },
      fixed: null,
    }));

  test("three heads: one merge of all, or after either", () =>
    checkCase(rule, {
      source: script("⟦c⟧", '"a"'),
      others: { "a.py": base, "b.py": script("⟦b⟧", '"a"'), "d.py": script("⟦d⟧", '"a"') },
      alternatives: [script("c", '"b"'), script("c", '"d"')],
      unsafe: true,
      fixed: script("c", '"a"'),
      created: { [`${ofThree}_merge_b_c_and_d.py`]: merge(ofThree, "Merge b, c and d", "b", "c", "d") },
    }));

  test("the end of a longer branch can't be put after the other one; that one can be put after it", async () => {
    const a = ["a.py", base] as const;
    const others = { "b.py": script("b", '"a"'), "c.py": script("c", '"b"'), "d.py": script("d", '"a"') };
    await checkCase(rule, {
      source: script("⟦c⟧", '"b"'),
      others: { ...Object.fromEntries([a]), "b.py": others["b.py"], "d.py": script("⟦d⟧", '"a"') },
      alternatives: [],
    });
    await checkCase(rule, {
      source: script("⟦d⟧", '"a"'),
      others: { ...Object.fromEntries([a]), "b.py": others["b.py"], "c.py": script("⟦c⟧", '"b"') },
      alternatives: [script("d", '"c"')],
    });
  });

  test("two first revisions", () =>
    checkCase(rule, {
      source: script("⟦b⟧"),
      others: { "a.py": script("⟦a⟧") },
      alternatives: [script("b", '"a"')],
    }));

  test("a docstring without Revises stays as it is; a head's other parents do", async () => {
    const plain = script("⟦b⟧", "'a'").replace(/Revises:.*\n/, "");
    await checkCase(rule, {
      source: plain,
      others: { "a.py": base, "c.py": script("⟦c⟧", '"a"') },
      alternatives: [plain.replace(/[⟦⟧]/g, "").replace("'a'", "'c'")],
    });
    await checkCase(rule, {
      source: script("⟦d⟧", '("b", "c")'),
      others: {
        "a.py": base,
        "b.py": script("b", '"a"'),
        "c.py": script("c", '"a"'),
        "e.py": script("⟦e⟧", '"c"'),
      },
      alternatives: [],
    });
  });

  test("a head that the other one depends on is not put after it", () =>
    checkCase(rule, {
      source: script("⟦b⟧", '"a"'),
      others: { "a.py": base, "c.py": script("⟦c⟧", '"a"', 'depends_on = "b"\n') },
      alternatives: [],
    }));

  test("long names are cut as Alembic cuts them", async () => {
    const [one, other] = ["0002_add_the_email_of_a_user", "0002_add_the_plan_of_a_user"];
    const loaded = await engine();
    const others = { "a.py": base, "c.py": script(other, '"a"') };
    const [finding] = findingsOf(loaded, script(one, '"a"'), { others });
    const [change] = finding?.fix?.fileChanges ?? [];
    expect(change?.path.replace(/[0-9a-f]{12}/, "…")).toBe(
      `${versionsFolder}…_merge_0002_add_the_email_of_a_user_and_.py`,
    );
  });

  test("a great many: told in a sentence, with no fix", async () => {
    const others = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`${index}.py`, script(`head${index}`, '"a"')] as const),
    );
    const [finding, ...rest] = findingsOf(await engine(), script("b", '"a"'), { others: { "a.py": base, ...others } });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule, fix: null });
    expect(finding?.message).toContain("and 990 more");
    expect(finding?.related).toHaveLength(10);
  });

  const silent: readonly [story: string, source: string, others: Readonly<Record<string, string>>][] = [
    ["a line", script("b", '"a"'), { "a.py": base }],
    [
      "branches that are merged",
      script("d", '("b", "c")'),
      { "a.py": base, "b.py": script("b", '"a"'), "c.py": script("c", '"a"') },
    ],
    [
      "a script whose id can't be known, which may be another script's parent",
      script("b", '"a"'),
      {
        "a.py": base,
        "c.py": script("c", '"a"'),
        "x.py": script("x").replace('"x"', 'input("id")').replace("Revision ID: x\n", ""),
      },
    ],
    ["the revision before two heads", base, { "b.py": script("b", '"a"'), "c.py": script("c", '"a"') }],
    [
      "branches with labels of their own",
      script("b", "None", 'branch_labels = "one"\n'),
      { "c.py": script("c", "None", 'branch_labels = "two"\n') },
    ],
    [
      "a head of which another script may be the next",
      script("b", '"a"'),
      { "a.py": base, "c.py": script("c", 'input("parent")') },
    ],
  ];
  test.each(silent)("silent: %s", (_story, source, others) => checkCase(rule, { source, others }));

  test("silent: two scripts with one id are another rule's", () =>
    checkCase(rule, {
      source: script("b", '"a"'),
      others: { "a.py": base, "b.py": script("b", '"a"') },
      beside: ["revision-duplicate"],
    }));

  test("silent: nothing is known of other scripts", () => checkCase(rule, { source: script("b", '"a"') }));
});
