import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureDebianPackages } from "../../scripts/setup/debian.mjs";
import { helperSource } from "../../server/src/project/helper-source.ts";
import { Database } from "./database.ts";
import { Driver, type Outcome } from "./driver.ts";
import { createProject, migration, type Project } from "./project.ts";
import { serverKinds, startCluster } from "./servers.ts";

const run = promisify(execFile);

/** Labels that naive quoting, SQLAlchemy's `text()`, the driver's formatting or `--sql` break. */
const oddLabels = [
  "plain",
  "",
  " ",
  "O'Brien",
  "ratio :x and %d %(y)s 100%",
  ":lead",
  "a::b",
  "a\\:b",
  "back\\slash",
  "ends in \\",
  "\\x41",
  "$$ dollar $1 $tag$",
  'double "quotes"',
  "tab\there",
  "two\nlines\r",
  "-- comment /* */ ; ",
  "naïve 😀",
  "{braces} ?",
  "x".repeat(63),
];

const helperImport =
  "from migrations.utils.safe_enum_addition import safe_add_enum_value, safe_add_multiple_enum_values";

describe.each(serverKinds)("the created helper on $name", ({ start }) => {
  const driver = new Driver();
  let database: Database;
  let project: Project;

  beforeAll(async () => {
    database = new Database(await start(), driver);
  });
  afterAll(async () => {
    await driver.stop();
    await database.server.stop();
  });
  beforeEach(async () => {
    await database.reset();
    project = await createProject(driver, "migrations");
    await project.write("migrations/utils/safe_enum_addition.py", helperSource);
    await project.write("migrations/versions/a_parent.py", migration("parent", null, {}));
  });
  afterEach(() => project.remove());

  /** Writes the migration under test. */
  async function given(upgrade: string): Promise<void> {
    await project.write(
      "migrations/versions/b_tested.py",
      migration("tested", "parent", { imports: helperImport, upgrade }),
    );
  }

  function alembic(action: "upgrade" | "stamp" | "downgrade" | "offline", revision: string): Promise<Outcome> {
    return driver.run({ action, project: project.folder, url: database.server.url, revision });
  }

  async function succeeds(action: "upgrade" | "stamp" | "downgrade" | "offline", revision: string): Promise<Outcome> {
    const outcome = await alembic(action, revision);
    expect(outcome.error).toBeNull();
    return outcome;
  }

  /** Upgrades, and again on a database that has the changes already; no statement may fail on the way. */
  async function upgradesTwice(): Promise<void> {
    for (const _ of ["first", "again"]) {
      const { databaseErrors } = await succeeds("upgrade", "head");
      expect(databaseErrors).toEqual([]);
      await succeeds("stamp", "parent");
    }
  }

  /** Runs a script as `alembic upgrade --sql | psql` would. */
  async function psql(script: string): Promise<void> {
    const connection = ["-h", "127.0.0.1", "-p", `${database.server.port}`, "-U", "postgres", "-d", "postgres"];
    const options = ["-X", "-q", "-v", "ON_ERROR_STOP=1"];
    const running = run("psql", [...connection, ...options], { timeout: 30_000 });
    running.child.stdin?.end(script);
    await running;
  }

  const pythonList = (labels: readonly string[]) => JSON.stringify(labels);

  test("adds odd labels unchanged, in their order, again and again", async () => {
    await database.execute("CREATE TYPE eventtype AS ENUM ('first')");
    await given(`safe_add_multiple_enum_values("eventtype", ${pythonList(oddLabels)})`);
    await upgradesTwice();
    expect(await database.labels("eventtype")).toEqual(["first", ...oddLabels]);
  });

  test("renders a script under --sql that adds odd labels unchanged, run twice", async () => {
    await database.execute(`CREATE SCHEMA "My: App"; CREATE TYPE "My: App"."100% Type" AS ENUM ('first')`);
    await given(`safe_add_multiple_enum_values("100% Type", ${pythonList(oddLabels)}, schema="My: App")`);
    const { output } = await succeeds("offline", "parent:tested");
    expect(output).toContain("ADD VALUE IF NOT EXISTS 'plain';");
    await succeeds("stamp", "parent");
    await psql(output);
    await succeeds("stamp", "parent");
    await psql(output);
    expect(await database.labels('"My: App"."100% Type"')).toEqual(["first", ...oddLabels]);
    expect(await database.revisions()).toEqual(["tested"]);
  });

  test("does not depend on how env.py configures the offline driver, or on standard_conforming_strings", async () => {
    await database.execute(`CREATE TYPE "a:b" AS ENUM ('first')`);
    await given(`safe_add_multiple_enum_values("a:b", ${pythonList(oddLabels)})`);
    const env = await project.read("migrations/env.py");
    const bare = env.replace('dialect_opts={"paramstyle": "named"},', "");
    expect(bare).not.toBe(env);
    await project.write("migrations/env.py", bare);
    const { output } = await succeeds("offline", "parent:tested");
    await succeeds("stamp", "parent");
    await psql(`SET standard_conforming_strings = off;\n${output}`);
    expect(await database.labels('"a:b"')).toEqual(["first", ...oddLabels]);
  });

  test.each([
    ["unqualified", "eventtype", `"eventtype"`],
    ["in a schema", "auth.eventtype", `"auth.eventtype"`],
    ["in a schema given as argument", "auth.eventtype", `"eventtype", schema="auth"`],
    ["in mixed case", '"EventType"', `"EventType"`],
    ["in mixed case, quoted", '"EventType"', `'"EventType"'`],
    ["with spaces and quotes", '"My ""App"""."Event Type"', `"Event Type", schema='My "App"'`],
    ["with a dot, quoted", 'auth."event.type"', `'auth."event.type"'`],
    ["with a dot, schema given", 'auth."event.type"', `"event.type", schema="auth"`],
    ["with a colon and a percent sign", '"a:b 100%"', `"a:b 100%"`],
    ["with a backslash", '"a\\b"', `"a\\\\b"`],
    ["that is a reserved word", '"user"', `"user"`],
  ])("finds a type %s", async (_, type, argument) => {
    await database.execute(`CREATE SCHEMA auth; CREATE SCHEMA "My ""App"""; CREATE TYPE ${type} AS ENUM ('first')`);
    const [name, ...schema] = argument.split(", schema=");
    const rest = schema.map((value) => `, schema=${value}`).join("");
    await given(
      `safe_add_enum_value(${name}, "new"${rest})\nsafe_add_multiple_enum_values(${name}, ["x", "y"]${rest})`,
    );
    await upgradesTwice();
    expect(await database.labels(type)).toEqual(["first", "new", "x", "y"]);
  });

  test("does not take an enum of the same name in another schema for the one named", async () => {
    await database.execute(
      "CREATE SCHEMA auth; CREATE TYPE auth.e AS ENUM ('a', 'new'); CREATE TYPE public.e AS ENUM ('a')",
    );
    await given(`safe_add_enum_value("public.e", "new")`);
    await upgradesTwice();
    expect(await database.labels("public.e")).toEqual(["a", "new"]);
  });

  test("places a value before or after another, and leaves it there the second time", async () => {
    await database.execute("CREATE TYPE e AS ENUM ('b', 'it''s: d')");
    await given(
      `safe_add_enum_value("e", "a", before="b")
safe_add_enum_value("e", "c", after="b")
safe_add_enum_value("e", "e", after="it's: d")`,
    );
    await upgradesTwice();
    expect(await database.labels("e")).toEqual(["a", "b", "c", "it's: d", "e"]);
  });

  test("leaves the transaction usable for what follows", async () => {
    await database.execute("CREATE TYPE e AS ENUM ('a', 'b')");
    await given(`safe_add_enum_value("e", "b")\nop.execute("CREATE TABLE IF NOT EXISTS later (id int)")`);
    await upgradesTwice();
    expect(await database.schema()).toContain("column later.id integer");
  });

  test("works in an autocommit block, where the value can be used at once", async () => {
    await database.execute("CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (c e)");
    await given(
      `with op.get_context().autocommit_block():
    safe_add_enum_value("e", "new")
op.execute("INSERT INTO t VALUES ('new')")`,
    );
    await upgradesTwice();
    expect(await database.execute("SELECT c::text FROM t")).toEqual([["new"], ["new"]]);
  });

  test.each([
    [
      "a missing type",
      `"nosuch", "a"`,
      "LookupError",
      "enum type \"nosuch\" does not exist: create it before adding 'a'",
    ],
    ["a type in another case", `"Present", "a"`, "LookupError", 'enum type "Present" does not exist'],
    ["a missing schema", `"nosuch.present", "a"`, "InvalidSchemaName", 'schema "nosuch" does not exist'],
    ["no enum", `"alembic_version", "a"`, "WrongObjectType", "is not an enum"],
    ["a missing neighbour", `"present", "a", after="z"`, "InvalidParameterValue", '"z" is not an existing enum label'],
    ["two places", `"present", "a", before="x", after="x"`, "ValueError", "give before or after, not both"],
    ["a name of three parts", `"a.b.c", "a"`, "ValueError", "not the name of a type: 'a.b.c'"],
  ])("says clearly what is wrong with %s", async (_, args, type, message) => {
    await database.execute("CREATE TYPE present AS ENUM ('x')");
    await given(`safe_add_enum_value(${args})`);
    const { error } = await alembic("upgrade", "head");
    expect(error?.type).toBe(type);
    expect(error?.message).toContain(message);
  });

  test("refuses one string in place of a list of values", async () => {
    await database.execute("CREATE TYPE e AS ENUM ('x')");
    await given(`safe_add_multiple_enum_values("e", "new")`);
    const { error } = await alembic("upgrade", "head");
    expect(error?.type).toBe("TypeError");
    expect(await database.labels("e")).toEqual(["x"]);
  });
});

test("the created helper works with asyncpg", async () => {
  ensureDebianPackages(["python3-asyncpg"]);
  const driver = new Driver();
  const database = new Database(await startCluster(), driver);
  const project = await createProject(driver, "migrations", "async");
  const url = database.server.url.replace("psycopg2", "asyncpg");
  const upgrade = `safe_add_multiple_enum_values("eventtype", ${JSON.stringify(oddLabels)})`;
  const missing = `safe_add_enum_value("nosuch", "a")`;
  try {
    await database.execute("CREATE TYPE eventtype AS ENUM ('first')");
    await project.write("migrations/utils/safe_enum_addition.py", helperSource);
    const versions = { a_added: ["added", null, upgrade], b_missing: ["missing", "added", missing] } as const;
    for (const [file, [revision, parent, body]] of Object.entries(versions)) {
      const source = migration(revision, parent, { imports: helperImport, upgrade: body });
      await project.write(`migrations/versions/${file}.py`, source);
    }
    for (const action of ["upgrade", "stamp", "upgrade"] as const) {
      const revision = action === "stamp" ? "base" : "added";
      const outcome = await driver.run({ action, project: project.folder, url, revision });
      expect(outcome.error).toBeNull();
    }
    expect(await database.labels("eventtype")).toEqual(["first", ...oddLabels]);
    const { error } = await driver.run({ action: "upgrade", project: project.folder, url, revision: "missing" });
    expect(error?.type).toBe("LookupError");
  } finally {
    await project.remove();
    await driver.stop();
    await database.server.stop();
  }
});
