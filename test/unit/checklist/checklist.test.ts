import { describe, expect, it } from "vitest";
import { checklistSummary, type TestFacts, tickChecklist } from "../../../server/src/checklist/checklist.ts";
import { pointLine } from "../../../server/src/checklist/checklist-text.ts";
import type { Context } from "../../../server/src/context.ts";
import { lint } from "../../../server/src/lint.ts";
import { rules } from "../../../server/src/rules/index.ts";
import { defaultSettings, type Settings } from "../../../server/src/settings.ts";
import { engine } from "../../engine.ts";
import { historyAmong, revisionScript } from "../../revision-scripts.ts";
import { inEnvironment, migration, withHelper } from "../../rule-case.ts";

interface Given {
  readonly settings?: Partial<Settings>;
  readonly context?: Context;
  readonly tested?: TestFacts;
}

async function points(source: string, { settings: some, context = withHelper, tested }: Given = {}) {
  const script = (await engine()).read(source, true);
  if (script === null) throw new Error("no migration");
  const settings = { ...defaultSettings, ...some };
  const result = lint(script, settings, context, rules);
  return tickChecklist({ script, settings, context, result, tested: tested ?? null });
}

/** The points as lines, and how many hold. */
async function lines(source: string, given?: Given): Promise<readonly string[]> {
  const ticked = (await points(source, given)) ?? [];
  return [...ticked.map(pointLine), checklistSummary(ticked)];
}

const downgrade = "\n\ndef downgrade():\n    pass\n";
const upgrade = (...body: readonly string[]) =>
  migration(
    `def upgrade():\n${body.map((line) => `    ${line}\n`).join("")}${downgrade}`,
    "from alembic.utils.safe_enum_addition import safe_add_enum_value",
  );

describe("the checklist", () => {
  it("holds for a migration that does nothing, but for what is not yet tested", async () => {
    expect(await lines(upgrade("pass"))).toEqual([
      "✓ Uses safe_add_enum_value for enum additions (adds no enum value)",
      "✓ Checks schema existence before using schemas (uses no schema that could be missing)",
      "✓ Uses IF NOT EXISTS / IF EXISTS where possible (nothing of the kind here)",
      '✓ Handles "already exists" errors gracefully (nothing of the kind here)',
      "– Tested on fresh database (not yet tested)",
      "– Tested on database with existing changes (idempotency) (not yet tested)",
      "✓ No hard dependencies on optional schemas/objects (no schema, extension or type is taken for granted)",
      "✓ Migration can run multiple times safely (changes nothing)",
      "6 of 8 hold, 2 not yet tested",
    ]);
  });

  it("says why each point holds", async () => {
    const source = upgrade(
      "conn = op.get_bind()",
      "safe_add_enum_value('eventtype', 'a')",
      'op.execute("CREATE SCHEMA IF NOT EXISTS audit")',
      'op.execute("CREATE TABLE IF NOT EXISTS audit.log (id int)")',
      'op.execute("ALTER TABLE audit.log DROP COLUMN IF EXISTS who")',
      'op.execute("CREATE OR REPLACE VIEW v AS SELECT 1 AS one")',
    );
    expect(await lines(source)).toEqual([
      "✓ Uses safe_add_enum_value for enum additions (1 value of eventtype, by the helper)",
      "✓ Checks schema existence before using schemas (audit: not known to be missing where it is used)",
      "✓ Uses IF NOT EXISTS / IF EXISTS where possible (3 operations, all guarded)",
      '✓ Handles "already exists" errors gracefully (1 operation, guarded)',
      "– Tested on fresh database (not yet tested)",
      "– Tested on database with existing changes (idempotency) (not yet tested)",
      "✓ No hard dependencies on optional schemas/objects (no schema, extension or type is taken for granted)",
      "✓ Migration can run multiple times safely (5 operations, all repeatable)",
      "6 of 8 hold, 2 not yet tested",
    ]);
  });

  it("says which points fail, with their findings", async () => {
    const source = upgrade('op.execute("CREATE TABLE audit.log (id int)")', "op.drop_constraint(None, 'users')");
    const ticked = (await points(source, { context: inEnvironment({}) })) ?? [];
    expect(ticked.map(({ id, state, findings }) => [id, state, findings.map(({ rule }) => rule)])).toEqual([
      ["enum-helper", "held", []],
      ["schemas-checked", "failed", ["schema-not-checked"]],
      ["if-exists", "failed", ["missing-if-not-exists"]],
      ["already-exists", "held", []],
      ["fresh-database", "failed", ["constraint-name-missing"]],
      ["existing-changes", "untested", []],
      ["no-hard-dependencies", "failed", ["schema-not-checked"]],
      ["repeatable", "failed", ["missing-if-not-exists"]],
    ]);
    expect(ticked[2]?.why).toBe("1 finding");
    expect(ticked[4]?.why).toBe("would fail: 1 finding");
    expect(checklistSummary(ticked)).toBe("2 of 8 hold, 5 fail, 1 not yet tested");
  });

  it("holds no point whose rules are off", async () => {
    const off: Partial<Settings> = { severities: new Map([["missing-or-replace", "off"]]) };
    const ticked = await lines(upgrade("pass"), { settings: off });
    expect(ticked[3]).toBe('? Handles "already exists" errors gracefully (missing-or-replace is off)');
    expect(ticked[7]).toBe("? Migration can run multiple times safely (missing-or-replace is off)");
    expect(ticked[8]).toBe("4 of 8 hold, 2 not checked, 2 not yet tested");
  });

  it("fails a point for what is found, though another of its rules is off", async () => {
    const off: Partial<Settings> = { severities: new Map([["missing-if-exists", "off"]]) };
    const ticked = await points(upgrade('op.execute("CREATE TABLE t (id int)")'), { settings: off });
    expect(ticked?.[2]).toMatchObject({ state: "failed", why: "1 finding" });
  });

  it("holds no point for which a rule failed to look", async () => {
    const script = (await engine()).read(upgrade("pass"), true);
    if (script === null) throw new Error("no migration");
    const result = {
      findings: [],
      suppressed: [],
      failures: [{ rule: "schema-not-checked", error: new Error("oops") }],
    };
    const ticked = tickChecklist({ script, settings: defaultSettings, context: withHelper, result, tested: null });
    expect(ticked?.filter(({ state }) => state === "unchecked").map(pointLine)).toEqual([
      "? Checks schema existence before using schemas (schema-not-checked failed to look)",
      "? No hard dependencies on optional schemas/objects (schema-not-checked failed to look)",
    ]);
  });

  it("tells what is suppressed", async () => {
    const suppressed = "# alembic-guidelines: ignore[missing-if-not-exists] runs once";
    const ticked = await points(upgrade(`op.execute("CREATE TABLE t (id int)")  ${suppressed}`));
    expect(ticked?.[2]).toMatchObject({ state: "held", findings: [], suppressed: [{ rule: "missing-if-not-exists" }] });
    expect(ticked?.[2]?.why).toBe("1 finding suppressed");
  });

  it("tells what is repeatable without a guard from what is guarded", async () => {
    const again = ['op.execute("DROP VIEW IF EXISTS v")', 'op.execute("CREATE VIEW v AS SELECT 1 AS one")'];
    expect((await lines(upgrade(...again)))[3]).toBe(
      '✓ Handles "already exists" errors gracefully (1 operation, repeatable without a guard)',
    );
  });

  it("does not vouch for what it can't read", async () => {
    const ticked = await points(upgrade("op.execute(open('x.sql').read())"));
    expect(ticked?.[7]).toMatchObject({ state: "unchecked", why: "1 operation that can't be read from here" });
  });

  it("takes the word of a test, unless a rule knows better", async () => {
    const tested: TestFacts = {
      "fresh database": { passed: true, detail: "on PostgreSQL 17" },
      "existing changes": { passed: false, detail: "DuplicateTable" },
    };
    const ticked = await lines(upgrade("pass"), { tested });
    expect(ticked[4]).toBe("✓ Tested on fresh database (on PostgreSQL 17)");
    expect(ticked[5]).toBe("✗ Tested on database with existing changes (idempotency) (DuplicateTable)");
    expect(ticked[8]).toBe("7 of 8 hold, 1 fails");
    const failing = await lines(upgrade("op.drop_constraint(None, 'users')"), { tested });
    expect(failing[4]).toBe("✗ Tested on fresh database (would fail: 1 finding)");
  });

  it("leaves history alone", async () => {
    const loaded = await engine();
    const source = upgrade('op.execute("CREATE TABLE t (id int)")');
    const context = { ...withHelper, history: historyAmong(loaded, source, { "a.py": revisionScript("a") }) };
    expect(await points(source, { context, settings: { startAfter: ["b"] } })).toBeNull();
    expect(await points(source, { context, settings: { startAfter: ["a"] } })).toHaveLength(8);
  });
});
