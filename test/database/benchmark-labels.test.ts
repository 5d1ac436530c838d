import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Label, projectOf, readLabels } from "../benchmark/labels.ts";
import { Database } from "./database.ts";
import { Driver, type Outcome } from "./driver.ts";
import { createProject } from "./project.ts";
import { startCluster } from "./servers.ts";

const labels = readLabels();
const of = (...runs: readonly string[]) => labels.filter(({ hazard }) => hazard !== null && runs.includes(hazard.run));

describe("what the benchmark's labels say is what PostgreSQL and Alembic do", () => {
  const driver = new Driver();
  let database: Database;
  /** SQL that makes the state that every case starts from, and its schema. */
  let before: { sql: string; schema: string };

  beforeAll(async () => {
    database = new Database(await startCluster(), driver);
    const { run, remove } = await start(null);
    const { output, error } = await run("offline", "before");
    expect(error).toBeNull();
    await database.execute(output);
    before = { sql: output, schema: await database.schema() };
    await remove();
  });
  afterAll(async () => {
    await driver.stop();
    await database.server.stop();
  });

  /** A case's project. @param label null for the project without a case */
  async function start(label: Label | null) {
    const project = await createProject(driver, null);
    const files = projectOf(label?.name ?? null);
    for (const [path, text] of files) await project.write(path, text);
    const run = (action: "upgrade" | "downgrade" | "stamp" | "offline", revision: string) =>
      driver.run({ action, project: project.folder, url: database.server.url, revision });
    return { run, remove: () => project.remove() };
  }

  /** Runs a case from the state before. */
  async function given(label: Label, prove: (steps: Steps) => Promise<void>): Promise<void> {
    await database.reset();
    await database.execute(before.sql);
    const { run, remove } = await start(label);
    try {
      await prove(new Steps(label, database, run, before.schema));
    } finally {
      await remove();
    }
  }

  const safe = labels.filter(({ hazard }) => hazard === null);
  test.each(safe)("$name is safe: up, up again, down, up; and up from an empty database in one run", (label) =>
    given(label, async (steps) => {
      const { schema } = await steps.upgradeTwice();
      await steps.downgradeAndUpgrade();
      await database.reset();
      expect((await steps.upgradePasses()).schema).toBe(schema);
    }),
  );

  test.each(safe.filter(({ obstacle }) => obstacle))(
    "$name is safe: an upgrade that met an obstacle can be done again",
    (label) =>
      given(label, async (steps) => {
        const undisturbed = await steps.upgradePasses();
        await database.reset();
        await database.execute(before.sql);
        await steps.meetObstacle();
        expect(await steps.upgradePasses()).toEqual(undisturbed);
      }),
  );

  test.each(of("first"))("$name: the first upgrade fails", (label) =>
    given(label, async (steps) => steps.fails(await steps.upgrade())),
  );

  test.each(of("graph"))("$name: Alembic does not get to run anything", (label) =>
    given(label, async (steps) => {
      const outcome = await steps.upgrade();
      steps.fails(outcome);
      expect(outcome.databaseErrors).toEqual([]);
      expect(await database.schema()).toBe(before.schema);
    }),
  );

  test.each(of("again"))("$name: an upgrade of what has the changes fails; nothing else does", (label) =>
    given(label, async (steps) => {
      const once = await steps.upgradePasses();
      await steps.forget();
      steps.fails(await steps.upgrade());
      expect(await steps.state()).toEqual(once);
      passes(await steps.stamp("head"));
      if (label.downgrade !== "keeps") return steps.downgradeAndUpgrade();
      passes(await steps.downgrade());
      steps.fails(await steps.upgrade());
    }),
  );

  test.each(of("rows"))(
    "$name: an upgrade of what has the changes changes rows again; nothing else is wrong",
    (label) =>
      given(label, async (steps) => {
        const once = await steps.upgradePasses();
        await steps.forget();
        const twice = await steps.upgradePasses();
        expect(twice.schema).toBe(once.schema);
        expect(twice.rows).not.toBe(once.rows);
        await steps.downgradeAndUpgrade();
      }),
  );

  test.each(of("downgrade"))("$name: the downgrade fails; nothing before it does", (label) =>
    given(label, async (steps) => {
      await steps.upgradeTwice();
      steps.fails(await steps.downgrade());
    }),
  );

  test.each(of("leftover"))("$name: the downgrade passes and leaves something behind", (label) =>
    given(label, async (steps) => {
      const { schema } = await steps.upgradeTwice();
      passes(await steps.downgrade());
      expect(await database.schema()).not.toBe(before.schema);
      expect((await steps.upgradePasses()).schema).toBe(schema);
    }),
  );

  test.each(of("after-downgrade"))("$name: the upgrade after the downgrade fails; nothing before it does", (label) =>
    given(label, async (steps) => {
      await steps.upgradeTwice();
      passes(await steps.downgrade());
      steps.fails(await steps.upgrade());
    }),
  );

  test.each(of("retry"))(
    "$name: after an obstacle, the upgrade can't be done again as if nothing had happened",
    (label) =>
      given(label, async (steps) => {
        const undisturbed = await steps.upgradePasses();
        await database.reset();
        await database.execute(before.sql);
        await steps.meetObstacle();
        const again = await steps.upgrade();
        steps.fails(again);
        if (again.error === null) expect(await steps.state()).not.toEqual(undisturbed);
      }),
  );
});

interface State {
  readonly schema: string;
  readonly rows: string;
}

/** What can be done with a case, on the way to what its label says. */
class Steps {
  readonly #label: Label;
  readonly #database: Database;
  readonly #run: (action: "upgrade" | "downgrade" | "stamp", revision: string) => Promise<Outcome>;
  readonly #schemaBefore: string;

  constructor(
    label: Label,
    database: Database,
    run: (action: "upgrade" | "downgrade" | "stamp", revision: string) => Promise<Outcome>,
    schemaBefore: string,
  ) {
    this.#label = label;
    this.#database = database;
    this.#run = run;
    this.#schemaBefore = schemaBefore;
  }

  upgrade(): Promise<Outcome> {
    return this.#run("upgrade", "head");
  }

  downgrade(): Promise<Outcome> {
    return this.#run("downgrade", "before");
  }

  stamp(revision: string): Promise<Outcome> {
    return this.#run("stamp", revision);
  }

  /** Makes Alembic forget that the case was run. */
  async forget(): Promise<void> {
    passes(await this.stamp("before"));
  }

  async state(): Promise<State> {
    return { schema: await this.#database.schema(), rows: await this.#database.rows() };
  }

  async upgradePasses(): Promise<State> {
    passes(await this.upgrade());
    return this.state();
  }

  /** An upgrade, and one of a database that has its changes: it passes and changes nothing. */
  async upgradeTwice(): Promise<State> {
    const once = await this.upgradePasses();
    await this.forget();
    expect(await this.upgradePasses()).toEqual(once);
    return once;
  }

  /** The way back, as the label says it goes, and the upgrade after it. */
  async downgradeAndUpgrade(): Promise<void> {
    const { schema } = await this.state();
    const outcome = await this.downgrade();
    if (this.#label.downgrade === "refuses") {
      expect(outcome.error?.type).toBe("NotImplementedError");
      return;
    }
    passes(outcome);
    if (this.#label.downgrade === undefined) expect(await this.#database.schema()).toBe(this.#schemaBefore);
    expect((await this.upgradePasses()).schema).toBe(schema);
  }

  /** An upgrade fails on the obstacle, which is then taken away. */
  async meetObstacle(): Promise<void> {
    const { obstacle } = this.#label;
    if (obstacle === undefined) throw new Error(`${this.#label.name} has no obstacle`);
    await this.#database.execute(obstacle.sql);
    expect((await this.upgrade()).error?.type).toBe(obstacle.error);
    await this.#database.execute(obstacle.remedy);
  }

  /** The run ended as the label says. */
  fails({ error }: Outcome): void {
    expect(error?.type ?? null).toBe(this.#label.hazard?.error);
  }
}

function passes(outcome: Outcome): void {
  expect(outcome.error).toBeNull();
}
