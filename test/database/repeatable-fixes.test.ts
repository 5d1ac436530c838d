import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unknownContext } from "../../server/src/context.ts";
import { repair } from "../../server/src/repair.ts";
import { rules } from "../../server/src/rules/index.ts";
import type { GuardStyle, Settings } from "../../server/src/settings.ts";
import { engine } from "../engine.ts";
import { Choices } from "../random-choices.ts";
import { findingsOf } from "../rule-case.ts";
import { Database } from "./database.ts";
import { Driver } from "./driver.ts";
import { createProject, migration, type Project } from "./project.ts";
import { type RepeatableStep, repeatableSteps } from "./repeatable-steps.ts";
import { serverKinds } from "./servers.ts";

/** What the schemas don't hold. */
const dropGlobals = `
DO $$
DECLARE found name;
BEGIN
  FOR found IN SELECT rolname FROM pg_roles WHERE rolname ~ '^role' LOOP EXECUTE format('DROP ROLE %I', found); END LOOP;
  FOR found IN SELECT pubname FROM pg_publication LOOP EXECUTE format('DROP PUBLICATION %I', found); END LOOP;
END $$`;

interface Body {
  readonly setup: string;
  readonly body: string;
}

/** Steps as one body, each with its number. */
function bodyOf(steps: readonly RepeatableStep[], first: number): Body {
  const numbered = (text: string, index: number) => text.replaceAll("#", `${first + index}`);
  return {
    setup: steps.map(({ setup }, index) => numbered(setup, index)).join(";\n"),
    body: steps.map(({ body }, index) => numbered(body, index)).join("\n"),
  };
}

interface Generated {
  readonly title: string;
  readonly upgrade: Body;
  readonly downgrade: Body;
  readonly guardStyle: GuardStyle;
}

/** Each step alone, once in an upgrade and once in a downgrade; then many in one. */
function generated(): readonly Generated[] {
  // Odd, so that each meets both styles.
  const half = (repeatableSteps.length >> 1) | 1;
  const alone = repeatableSteps.map((step, index): Generated => {
    const back = repeatableSteps.at(index - half) ?? step;
    return {
      title: `${step.story}; back: ${back.story}`,
      upgrade: bodyOf([step], 100),
      downgrade: bodyOf([back], 200),
      guardStyle: index % 2 === 0 ? "guideline" : "do-block",
    };
  });
  const choices = new Choices(4);
  // After it, nothing is known of columns whose type may have been in the schema.
  const among = repeatableSteps.filter(({ story }) => story !== "DROP SCHEMA CASCADE");
  const many = Array.from({ length: 8 }, (_, index): Generated => {
    const some = () => Array.from({ length: 10 }, () => choices.one(among));
    return {
      title: `many, ${index + 1}`,
      upgrade: bodyOf(some(), 100),
      downgrade: bodyOf(some(), 200),
      guardStyle: index % 2 === 0 ? "guideline" : "do-block",
    };
  });
  return [...alone, ...many];
}

const group = new Set(rules.filter((rule) => rule.group === "idempotency").map(({ name }) => name));
const context = { ...unknownContext("unused"), versions: { alembic: "1.8.1", sqlalchemy: "1.4.46" } };

/** The text after all safe fixes of the rules that are about repeating. */
async function repaired(source: string, settings: Partial<Settings>): Promise<string> {
  const loaded = await engine();
  const result = repair(source, {
    find: (text) => findingsOf(loaded, text, { context, settings }),
    accept: (fix, finding) => fix.applicability === "safe" && group.has(finding.rule),
    changeFiles: () => false,
  });
  if (result === null) throw new Error("no migration");
  expect(
    result.findings.filter(({ rule }) => group.has(rule)).map(({ message }) => message),
    result.text,
  ).toEqual([]);
  return result.text;
}

describe.each(serverKinds)("on $name", ({ start }) => {
  const driver = new Driver();
  let database: Database;
  let project: Project;

  beforeAll(async () => {
    database = new Database(await start(), driver);
    project = await createProject(driver, "migrations");
    await project.write("migrations/versions/parent.py", migration("parent", null, {}));
  });
  afterAll(async () => {
    await project.remove();
    await driver.stop();
    await database.server.stop();
  });

  /** What the two functions leave, each run twice. @param fails whether the second run of each does. */
  async function schemasAfter(source: string, setup: string, fails: boolean): Promise<readonly string[]> {
    await database.reset();
    await database.execute(`${dropGlobals}; CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
      INSERT INTO alembic_version VALUES ('parent'); ${setup}`);
    await project.write("migrations/versions/example.py", source);
    const schemas: string[] = [];
    for (const action of ["upgrade", "downgrade"] as const) {
      const [from, to] = action === "upgrade" ? ["parent", "example"] : ["example", "parent"];
      const run = () => driver.run({ action, project: project.folder, url: database.server.url, revision: to });
      const note = (revision: string) => database.execute(`UPDATE alembic_version SET version_num = '${revision}'`);
      expect((await run()).error, `${action} once:\n${source}`).toBeNull();
      const schema = await database.schema();
      await note(from);
      const { error } = await run();
      if (fails) expect(error?.sqlstate, `${action} again:\n${source}`).toMatch(/^(42|3F|22|55)/);
      else expect(error, `${action} again:\n${source}`).toBeNull();
      if (!fails) expect(await database.schema()).toBe(schema);
      await note(to);
      schemas.push(schema);
    }
    return schemas;
  }

  test.each(generated())("$title", async ({ upgrade, downgrade, guardStyle }) => {
    const setup = [upgrade.setup, downgrade.setup].join(";\n");
    const source = migration("example", "parent", { upgrade: upgrade.body, downgrade: downgrade.body });
    const plain = await schemasAfter(source, setup, true);
    const fixed = await repaired(source, { guardStyle });
    expect(await schemasAfter(fixed, setup, false), fixed).toEqual(plain);
  });
});
