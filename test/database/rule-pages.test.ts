import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { helperSource } from "../../server/src/project/helper-source.ts";
import { type RulePage, readRulePages } from "../rule-page.ts";
import { Database } from "./database.ts";
import { Driver, type Outcome } from "./driver.ts";
import { createProject, migration, type Project } from "./project.ts";
import { serverKinds } from "./servers.ts";

const helperSetting = '[tool.alembic-guidelines]\nhelper-module = "migrations.utils.safe_enum_addition"\n';

const pages = readRulePages();

describe.each(serverKinds)("the examples of the rules' pages on $name", ({ name, start }) => {
  const driver = new Driver();
  let database: Database;

  beforeAll(async () => {
    database = new Database(await start(), driver);
  });
  afterAll(async () => {
    await driver.stop();
    await database.server.stop();
  });
  beforeEach(() => database.reset());

  /** An example in a project, with the scripts that the page shows beside it, on a database that the page's setup was run on. */
  async function example(page: RulePage, source: string, kind: "bad" | "good"): Promise<Example> {
    if (page.setup !== "") await database.execute(page.setup);
    const project = await createProject(driver, "migrations");
    const companions = page.companions[kind];
    for (const [file, text] of companions) await project.write(`migrations/versions/${file}`, text);
    const isWhole = companions.size > 0;
    const revision = isWhole ? "head" : assigned(source, "revision");
    const parent = isWhole ? "base" : assigned(source, "down_revision");
    if (!isWhole) await project.write("migrations/versions/parent.py", migration(parent, null, {}));
    await project.write("migrations/versions/example.py", source);
    if (kind === "good" || !page.helperMissing) {
      await project.write("migrations/utils/safe_enum_addition.py", helperSource);
      await project.write("pyproject.toml", helperSetting);
    }
    const alembic = (action: "upgrade" | "downgrade" | "stamp", to: string) =>
      driver.run({ action, project: project.folder, url: database.server.url, revision: to });
    return {
      project,
      upgrade: () => alembic("upgrade", revision),
      downgrade: () => alembic("downgrade", parent),
      forget: async () => expectSuccess(await alembic("stamp", parent)),
    };
  }

  test.each(pages)("$name: the bad one misbehaves as the page says", async (page) => {
    const bad = await example(page, page.bad, "bad");
    try {
      await meetObstacle(bad, page);
      const outcome = await runUntilFailure(bad, page);
      if (page.failure === null || outcome === null) return;
      expect(outcome.error?.type).toBe(name === "PGlite" ? page.failure.errorOn18 : page.failure.error);
      const swallowed = outcome.databaseErrors.filter((error) => error.message !== outcome.error?.message);
      expect(swallowed.map((error) => error.type)).toEqual(
        page.failure.swallows === null ? [] : [page.failure.swallows],
      );
      // What the page prints is what was seen.
      for (const { message } of [...swallowed, ...(outcome.error === null ? [] : [outcome.error])]) {
        expect(unwrapped(page.explanation)).toContain(message.split("\n")[0]);
      }
    } finally {
      await bad.project.remove();
    }
  });

  test.each(pages.filter((page) => page.obstacle !== null))(
    "$name: the good one passes once the obstacle is gone",
    async (page) => {
      const good = await example(page, page.good, "good");
      try {
        await meetObstacle(good, page);
        expectSuccess(await good.upgrade());
      } finally {
        await good.project.remove();
      }
    },
  );

  test.each(pages.filter((page) => page.changes !== null))(
    "$name: a second run of the bad one changes rows, of the good one none",
    async (page) => {
      for (const kind of ["bad", "good"] as const) {
        await database.reset();
        const { project, upgrade, forget } = await example(page, page[kind], kind);
        try {
          expectSuccess(await upgrade());
          const rows = await database.execute(`SELECT t::text FROM ${page.changes} AS t ORDER BY 1`);
          await forget();
          expectSuccess(await upgrade());
          const after = await database.execute(`SELECT t::text FROM ${page.changes} AS t ORDER BY 1`);
          expect(JSON.stringify(after) === JSON.stringify(rows)).toBe(kind === "good");
        } finally {
          await project.remove();
        }
      }
    },
  );

  test.each(pages.filter((page) => page.leavesBehind))(
    "$name: the bad one leaves behind what the page says, the good one nothing",
    async (page) => {
      for (const [source, kind] of [
        [page.bad, "bad"],
        [page.good, "good"],
        [page.fixed, "good"],
      ] as const) {
        await database.reset();
        const { project, upgrade, downgrade } = await example(page, source, kind);
        try {
          const before = (await database.schema()).split("\n");
          expectSuccess(await upgrade());
          expectSuccess(await downgrade());
          const left = (await database.schema()).split("\n").filter((line) => !before.includes(line));
          expect(left.length > 0).toBe(kind === "bad");
          // What the page prints is what was seen.
          for (const line of left) expect(page.explanation).toContain(line.trim());
        } finally {
          await project.remove();
        }
      }
    },
  );

  /** An upgrade fails on the obstacle, which is then taken away. */
  async function meetObstacle(given: Example, page: RulePage): Promise<void> {
    if (page.obstacle === null) return;
    await database.execute(page.obstacle.sql);
    const { error } = await given.upgrade();
    expect(error?.type).toBe(page.obstacle.error);
    expect(unwrapped(page.explanation)).toContain(error?.message.split("\n")[0]);
    await database.execute(page.obstacle.remedy);
  }

  test.each(pages)("$name: the good one upgrades, upgrades again, and downgrades", async (page) => {
    for (const source of new Set([page.good, page.fixed])) {
      await database.reset();
      const good = await example(page, source, "good");
      try {
        expectSuccess(await good.upgrade());
        const schema = await database.schema();
        await good.forget();
        expectSuccess(await good.upgrade());
        expect(await database.schema()).toBe(schema);
        expectSuccess(await good.downgrade());
        expectSuccess(await good.upgrade());
        expect(await database.schema()).toBe(schema);
      } finally {
        await good.project.remove();
      }
    }
  });

  test.each(pages.filter((page) => page.failure?.run !== "first"))(
    "$name: the bad and the good one make the same schema when the bad one passes",
    async (page) => {
      const schemas: string[] = [];
      for (const kind of ["bad", "good"] as const) {
        await database.reset();
        const { project, upgrade } = await example({ ...page, helperMissing: false }, page[kind], kind);
        expectSuccess(await upgrade());
        schemas.push(await database.schema());
        await project.remove();
      }
      expect(schemas[0]).toBe(schemas[1]);
    },
  );
});

interface Example {
  readonly project: Project;
  upgrade(): Promise<Outcome>;
  downgrade(): Promise<Outcome>;
  /** Makes Alembic forget that the upgrade was run. */
  forget(): Promise<void>;
}

/** Runs up to the run that the page says fails, and gives its outcome; null where none should. */
async function runUntilFailure(bad: Example, page: RulePage): Promise<Outcome | null> {
  const first = await bad.upgrade();
  if (page.failure?.run === "first" || page.failure?.run === "retry") return first;
  expectSuccess(first);
  await bad.forget();
  const again = await bad.upgrade();
  if (page.failure?.run === "again") return again;
  expectSuccess(again);
  const back = await bad.downgrade();
  if (page.failure?.run === "downgrade") return back;
  expectSuccess(back);
  if (page.failure?.run === "after-downgrade") return bad.upgrade();
  return null;
}

function expectSuccess(outcome: Outcome): void {
  expect(outcome.error).toBeNull();
}

/** The string that a migration assigns to a module-level name. */
function assigned(source: string, name: string): string {
  const value = new RegExp(`^${name}\\b[^=\\n]*= "([^"]+)"`, "m").exec(source)?.[1];
  if (value === undefined) throw new Error(`the example assigns no ${name}`);
  return value;
}

function unwrapped(markdown: string): string {
  return markdown.replaceAll("\n", " ");
}
