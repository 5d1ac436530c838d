import { describe, expect, test } from "vitest";
import { lint } from "../../server/src/lint.ts";
import { applyEdits } from "../../server/src/migration/edit/text-edit.ts";
import type { Finding } from "../../server/src/rules/finding.ts";
import { rules } from "../../server/src/rules/index.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { engine } from "../engine.ts";
import { historyAmong } from "../revision-scripts.ts";
import { plainEnvironment, withHelper } from "../rule-case.ts";
import { createProject, migration } from "./project.ts";
import { startCluster } from "./servers.ts";
import { suiteDatabase } from "./suite-database.ts";

interface Case {
  readonly story: string;
  readonly earlier: string;
  readonly upgrade: string;
  readonly downgrade?: string;
  /** The rule that speaks of the second revision, and the error that upgrades from an empty database meet; null for none. */
  readonly expected: readonly [rule: string, error: string] | null;
  /** Else in one run, in which Alembic creates each type once for all its tables. */
  readonly runs?: "one by one";
  /** What fails instead of the first upgrade: the one after a downgrade to the first revision. */
  readonly after?: "downgrade";
  /** Whether a fix is offered and makes it pass. */
  readonly fix?: "safe" | "unsafe";
}

const mood = "sa.Enum('sad', 'happy', name='mood')";
const people = `op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('mood', ${mood}))`;
const add = `op.execute("ALTER TYPE mood ADD VALUE 'calm'")`;

const cases: readonly Case[] = [
  {
    story: "a table creates the type that an earlier table has created",
    earlier: people,
    upgrade: people.replace("'people'", "'pets'"),
    downgrade: "op.drop_table('pets')",
    runs: "one by one",
    expected: ["enum-type-recreated", "DuplicateObject"],
    fix: "safe",
  },
  {
    story: "a table creates the type that SQL has created, dropped and created",
    earlier: `op.execute("CREATE TYPE mood AS ENUM ('sad')")
op.execute("DROP TYPE mood")
op.execute("CREATE TYPE mood AS ENUM ('sad', 'happy')")`,
    upgrade: people,
    downgrade: "op.drop_table('people')",
    expected: ["enum-type-recreated", "DuplicateObject"],
    fix: "safe",
  },
  {
    story: "a table creates a type that an earlier revision has given another name",
    earlier: `${people}
op.execute("ALTER TYPE mood RENAME TO feeling")`,
    upgrade: people.replace("'people'", "'pets'"),
    downgrade: `op.drop_table('pets')
op.execute("DROP TYPE mood")`,
    runs: "one by one",
    expected: null,
  },
  {
    story: "a column gets a type that no revision creates",
    earlier: "op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True))",
    upgrade: `op.add_column('people', sa.Column('mood', ${mood}))`,
    expected: ["enum-type-not-created", "UndefinedObject"],
    fix: "safe",
  },
  {
    story: "a column gets a type that an earlier revision has dropped",
    earlier: `${people}
op.drop_column('people', 'mood')
op.execute("DROP TYPE mood")`,
    upgrade: `op.add_column('people', sa.Column('mood', ${mood}))`,
    expected: ["enum-type-not-created", "UndefinedObject"],
    fix: "safe",
  },
  {
    story: "a column gets a type that an earlier table has created",
    earlier: people,
    upgrade: `op.add_column('people', sa.Column('second', ${mood}))`,
    downgrade: "op.drop_column('people', 'second')",
    expected: null,
  },
  {
    story: "a column's default is a value that an earlier revision adds",
    earlier: `${people}
${add}`,
    upgrade: "op.alter_column('people', 'mood', server_default='calm')",
    expected: ["enum-value-used-before-commit", "UnsafeNewEnumValueUsage"],
  },
  {
    story: "a row gets a value that an earlier revision adds",
    earlier: `op.execute("CREATE TYPE mood AS ENUM ('sad')")
op.execute("CREATE TABLE people (id int, mood mood)")
${add}`,
    upgrade: `op.execute("INSERT INTO people (id, mood) VALUES (1, 'sad')")
op.execute("UPDATE people SET mood = 'calm' WHERE mood = 'sad'")`,
    expected: ["enum-value-used-before-commit", "UnsafeNewEnumValueUsage"],
  },
  {
    story: "a column's default is a value that an earlier revision adds in an autocommit block",
    earlier: `${people}
with op.get_context().autocommit_block():
    ${add}`,
    upgrade: "op.alter_column('people', 'mood', server_default='calm')",
    expected: null,
  },
  {
    story: "a text is a value of a type that the column does not have",
    earlier: `${people}
op.add_column('people', sa.Column('note', sa.Text()))
${add}`,
    upgrade: `op.execute("UPDATE people SET note = 'calm'")`,
    expected: null,
  },
  {
    story: "downgrade leaves the type of a table that nothing else uses",
    earlier: "op.create_table('pets', sa.Column('id', sa.Integer(), primary_key=True))",
    upgrade: people,
    downgrade: "op.drop_table('people')",
    expected: ["enum-type-left-behind", "DuplicateObject"],
    after: "downgrade",
    fix: "safe",
  },
  {
    story: "downgrade leaves a type that another table uses, too",
    earlier: "op.create_table('pets', sa.Column('id', sa.Integer(), primary_key=True))",
    upgrade: `${people}
op.add_column('pets', sa.Column('mood', ${mood}))`,
    downgrade: "op.drop_table('people')",
    expected: ["enum-type-left-behind", "DuplicateObject"],
    after: "downgrade",
  },
];

const loaded = await engine();

describe("what the history tells of enum types, PostgreSQL does", () => {
  const { driver, database } = suiteDatabase(startCluster, "SELECT 1");

  test.each(cases)("$story", async (given) => {
    const { earlier, upgrade, downgrade, expected, fix, after, runs } = given;
    const first = migration("first", null, { upgrade: earlier });
    const second = migration("second", "first", { upgrade, downgrade: downgrade ?? "pass" });
    const finding = findingIn(first, second);
    expect(finding?.rule ?? null).toBe(expected?.[0] ?? null);
    if (after === undefined || fix !== undefined) expect(finding?.fix?.applicability).toBe(fix);
    else expect(finding?.fix?.applicability).toBe("unsafe");
    expect(await errorOf([first, second], after, runs)).toBe(expected?.[1] ?? null);
    if (fix === undefined || finding?.fix == null) return;
    const fixed = applyEdits(second, finding.fix.edits);
    expect(findingIn(first, fixed)).toBeUndefined();
    await database().reset();
    expect(await errorOf([first, fixed], after, runs)).toBeNull();
  });

  /** The class of the error that the runs of two revisions end with; null for none. */
  async function errorOf(
    [first, second]: readonly [string, string],
    after: Case["after"],
    runs: Case["runs"],
  ): Promise<string | null> {
    const project = await createProject(driver, "migrations");
    try {
      await project.write("migrations/versions/first.py", first);
      await project.write("migrations/versions/second.py", second);
      const alembic = async (action: "upgrade" | "downgrade", revision: string) => {
        const outcome = await driver.run({ action, project: project.folder, url: database().server.url, revision });
        return outcome.error?.type ?? null;
      };
      if (runs === "one by one") expect(await alembic("upgrade", "first")).toBeNull();
      const error = await alembic("upgrade", "head");
      if (after === undefined || error !== null) return error;
      return (await alembic("downgrade", "first")) ?? (await alembic("upgrade", "head"));
    } finally {
      await project.remove();
    }
  }
});

const enumRules = rules.filter(({ name }) => cases.some(({ expected }) => expected?.[0] === name));

/** What the enum rules that ask the history find in the second revision. */
function findingIn(first: string, second: string): Finding | undefined {
  const history = historyAmong(loaded, second, { "first.py": first });
  const script = loaded.read(second, true);
  if (script === null) throw new Error("the revision is no migration");
  const context = { ...withHelper, environment: plainEnvironment, history };
  return lint(script, { ...defaultSettings, postgresVersion: 15 }, context, enumRules).findings[0];
}
