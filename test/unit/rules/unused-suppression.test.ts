import { describe, expect, test } from "vitest";
import { lint } from "../../../server/src/lint.ts";
import { enumAddWithoutHelper } from "../../../server/src/rules/enum-add-without-helper.ts";
import { unusedSuppression } from "../../../server/src/rules/unused-suppression.ts";
import { defaultSettings } from "../../../server/src/settings.ts";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration, withHelper } from "../../rule-case.ts";

const rule = "unused-suppression";
const without = "enum-add-without-helper";
const statement = `op.execute("ALTER TYPE t ADD VALUE 'x'")`;

describe("what a suppression suppresses", () => {
  const quiet: readonly [story: string, body: string][] = [
    ["at the end of the line", `    ${statement}  # alembic-guidelines: ignore[${without}] no helper here\n`],
    ["alone on the line above", `    # alembic-guidelines: ignore[${without}]\n    ${statement}\n`],
    [
      "above, with another comment in between",
      `    # alembic-guidelines: ignore[${without}]\n    # why\n\n    ${statement}\n`,
    ],
    [
      "behind the last line of a statement of several",
      `    op.execute("""\n        ALTER TYPE t ADD VALUE 'x'\n    """)  # alembic-guidelines: ignore[${without}]\n`,
    ],
    [
      "between the lines of a call",
      `    op.execute(\n        # alembic-guidelines: ignore[${without}]\n        "ALTER TYPE t ADD VALUE 'x'"\n    )\n`,
    ],
    ["two names", `    ${statement}  # alembic-guidelines: ignore[${without}, unused-suppression]\n`],
    [
      "the whole file",
      `    ${statement}\n    ${statement}\n    # alembic-guidelines: ignore-file[${without}] legacy\n`,
    ],
    [
      "inside a try",
      `    try:\n        ${statement}  # alembic-guidelines: ignore[enum-add-in-try-except]\n    except Exception:\n        pass\n`,
    ],
  ];
  test.each(quiet)("%s", async (_story, body) => {
    expect(findingsOf(await engine(), migration(`def upgrade():\n${body}`))).toEqual([]);
  });

  const loud: readonly [story: string, body: string, rules: readonly string[]][] = [
    ["another line", `    x = 1  # alembic-guidelines: ignore[${without}]\n    ${statement}\n`, [rule, without]],
    ["another rule", `    ${statement}  # alembic-guidelines: ignore[execute-in-try-except]\n`, [rule, without]],
    ["a comment that is no directive", `    ${statement}  # ignore[${without}]\n`, [without]],
    ["the words in a string", `    x = "# alembic-guidelines: ignore[${without}]"\n    ${statement}\n`, [without]],
    [
      "above the block's head",
      `    # alembic-guidelines: ignore[${without}]\n    if x:\n        ${statement}\n`,
      [rule, without],
    ],
  ];
  test.each(loud)("not: %s", async (_story, body, rules) => {
    const found = findingsOf(await engine(), migration(`def upgrade():\n${body}`)).map((finding) => finding.rule);
    expect([...found].sort()).toEqual([...rules].sort());
  });
});

describe("a suppression that suppresses nothing", () => {
  test("is reported where it names the rule, and goes", () =>
    checkCase(rule, {
      severity: "info",
      source: migration(`def upgrade():\n    op.drop_table("t")  # alembic-guidelines: ignore[⟦${without}⟧] why\n`),
      fixed: migration(`def upgrade():\n    op.drop_table("t")\n`),
    }));

  test("goes with its line where it stands alone", () =>
    checkCase(rule, {
      source: migration(`def upgrade():\n    # alembic-guidelines: ignore[⟦${without}⟧]\n    op.drop_table("t")\n`),
      fixed: migration(`def upgrade():\n    op.drop_table("t")\n`),
    }));

  test("only the unused name goes", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    ${statement}  # alembic-guidelines: ignore[${without}, ⟦no-such-rule⟧] why\n`,
      ),
      fixed: migration(`def upgrade():\n    ${statement}  # alembic-guidelines: ignore[${without}] why\n`),
    }));

  test("nothing is said of a rule that was not asked", async () => {
    const loaded = await engine();
    const source = migration(
      `def upgrade():\n    pass  # alembic-guidelines: ignore[execute-in-try-except, nonsense]\n`,
    );
    const script = loaded.read(source, false);
    if (script === null) throw new Error("not read");
    const { findings } = lint(script, defaultSettings, withHelper, [enumAddWithoutHelper, unusedSuppression]);
    expect(findings.map(({ start, end }) => source.slice(start, end))).toEqual(["nonsense"]);
  });
});
