import { describe, expect, test } from "vitest";
import { type Context, type ModuleKnowledge, unknownContext } from "../../server/src/context.ts";
import { applyEdits } from "../../server/src/migration/edit/text-edit.ts";
import { rules } from "../../server/src/rules/index.ts";
import { engine } from "../engine.ts";
import { versionsFolder } from "../revision-scripts.ts";
import { findingsOf, foundHelper, plainEnvironment, type Surroundings } from "../rule-case.ts";
import { type RulePage, readRulePages } from "../rule-page.ts";

const pages = readRulePages();
const module = "migrations.utils.safe_enum_addition";

/** The project that a page's examples stand in. */
function contextOf(page: RulePage): Context {
  if (!page.helperMissing)
    return {
      ...unknownContext("unused"),
      versions: page.versions,
      environment: plainEnvironment,
      helper: { module, knowledge: foundHelper, creation: null },
      modules: new Map([[module, foundHelper]]),
    };
  const absent: ModuleKnowledge = { state: "absent" };
  const changes = [
    { path: "/project/migrations/utils/safe_enum_addition.py", content: "", action: { kind: "create" } },
  ] as const;
  return {
    ...unknownContext("unused"),
    environment: plainEnvironment,
    helper: { module, knowledge: absent, creation: { module, changes } },
    modules: new Map([
      [module, absent],
      ["alembic.utils.safe_enum_addition", absent],
    ]),
  };
}

/** What is known around an example: its history where the page shows it. */
function around(page: RulePage, companions: ReadonlyMap<string, string>): Surroundings {
  const context = contextOf(page);
  return companions.size === 0 ? { context } : { context, others: companions };
}

test("every rule has a page, every page a rule, in the order of their names", () => {
  expect(rules.map((rule) => rule.name)).toEqual(pages.map((page) => page.name));
});

describe.each(pages)("$name", (page) => {
  test("says what the rule says of itself", () => {
    const rule = rules.find((each) => each.name === page.name);
    expect(rule).toMatchObject({
      description: page.description,
      severity: page.severity,
      fix: page.fix,
      guideline: page.guideline,
    });
  });

  test("the bad example triggers exactly this rule, and its fix gives the page's text", async () => {
    const loaded = await engine();
    const given = around(page, page.companions.bad);
    let text = page.bad;
    const found = findingsOf(loaded, text, given);
    expect(new Set(found.map((finding) => finding.rule))).toEqual(new Set([page.name]));
    for (let round = 0; round < 10; round++) {
      const fix = findingsOf(loaded, text, given).find((finding) => finding.fix !== null)?.fix;
      if (fix == null) break;
      text = applyEdits(text, fix.edits);
      // The files that the fix creates are there from now on.
      if (fix.fileChanges.length > 0) {
        expect(text).toBe(page.fixed);
        for (const { path, content } of page.companions.good.size > 0 ? fix.fileChanges : [])
          expect(page.companions.good.get(path.slice(versionsFolder.length))).toBe(content);
        return;
      }
    }
    if (page.fix === "none") {
      expect(text).toBe(page.bad);
      return;
    }
    expect(text).toBe(page.fixed);
    expect(findingsOf(loaded, text, given)).toEqual([]);
  });

  test("the good example is clean", async () => {
    const given = around({ ...page, helperMissing: false }, page.companions.good);
    expect(findingsOf(await engine(), page.good, given)).toEqual([]);
  });
});
