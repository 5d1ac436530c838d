import { describe, expect, test } from "vitest";
import { recordUpgrade } from "../../../../server/src/history/schema/recorded-operation.ts";
import { Schema } from "../../../../server/src/history/schema/schema.ts";
import { engine } from "../../../engine.ts";
import { schemaAfter } from "./after.ts";

const mood = { schema: "public", name: "mood" };
const opaque = "op.execute(open('x').read())";

describe("values that are not committed yet", () => {
  const create = `op.execute("CREATE TYPE mood AS ENUM ('a')")`;
  const add = (value: string) => `op.execute("ALTER TYPE mood ADD VALUE '${value}'")`;
  const autocommit = (body: string) => `with op.get_context().autocommit_block():\n    ${body}`;

  test.each<readonly [string, readonly string[], readonly (readonly [value: string, ofNewType: boolean])[]]>([
    ["those of a new type are none", [create], []],
    ["one that is added is, across revisions", [autocommit(create), add("b"), `op.create_table("t")`], [["b", false]]],
    ["one that is added to a new type is", [create, add("b")], [["b", true]]],
    ["an autocommit block commits what it adds", [create, autocommit(add("b"))], []],
    ["and what came before it", [create, add("b"), autocommit(`op.execute("VACUUM")`), add("c")], [["c", false]]],
    ["so does COMMIT", [create, add("b"), `op.execute("COMMIT")`, add("c")], [["c", false]]],
    ["one that is there already is none", [create, `op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'a'")`], []],
    [
      "one that is renamed is by its new name",
      [create, add("b"), `op.execute("ALTER TYPE mood RENAME VALUE 'b' TO 'c'")`],
      [["c", true]],
    ],
    ["one that may not have been added is none", [create, `if op.get_context().opts["x"]:\n    ${add("b")}`], []],
  ])("%s", async (_, bodies, expected) => {
    const schema = await schemaAfter(bodies);
    expect(schema.uncommittedValues(mood).map(({ value, ofNewType }) => [value, ofNewType])).toEqual(expected);
  });
});

describe("what is known of an enum type's values", () => {
  const create = `op.execute("CREATE TYPE mood AS ENUM ('a', 'c')")`;

  test.each<readonly [string, readonly string[], readonly string[] | null]>([
    ["their order", [create, `op.execute("ALTER TYPE mood ADD VALUE 'b' BEFORE 'c'")`], ["a", "b", "c"]],
    [
      "in a loop",
      [create, `for v in ("x", "y"):\n    op.execute(f"ALTER TYPE mood ADD VALUE '{v}' AFTER 'a'")`],
      ["a", "y", "x", "c"],
    ],
    [
      "nothing after one that can't be known",
      [create, `op.execute(f"ALTER TYPE mood ADD VALUE '{open('x').read()}'")`],
      null,
    ],
    ["nothing after what can't be known", [create, opaque], null],
    ["nothing of one that is only used", [opaque, `op.execute("CREATE TABLE t (a mood)")`], null],
    [
      "nothing of one that was there and was then only looked for",
      [create, opaque, `postgresql.ENUM("a", "c", name="mood").create(op.get_bind())`],
      null,
    ],
    ["all of one that is made anew", [create, opaque, `op.execute("DROP TYPE mood")`, create], ["a", "c"]],
    [
      "nothing of one that may have been given another",
      [create, `if op.get_context().opts["x"]:\n    op.execute("ALTER TYPE mood ADD VALUE 'b'")`],
      null,
    ],
  ])("%s", async (_, bodies, expected) => {
    expect((await schemaAfter(bodies)).enumLabels(mood)).toEqual(expected);
  });
});

describe("the columns of a type", () => {
  const create = `op.execute("CREATE TYPE mood AS ENUM ('a')")`;
  const table = `op.execute("CREATE TABLE t (a mood, b mood[], c text)")`;
  const t = { schema: "public", name: "t" };

  test.each<readonly [string, readonly string[], readonly string[] | null]>([
    ["all of them", [create, table], ["a", "b"]],
    [
      "those that were dropped or changed are none",
      [create, table, `op.drop_column("t", "a")`, `op.execute("ALTER TABLE t ALTER b TYPE text")`],
      [],
    ],
    [
      "renamed, and so is the type",
      [
        create,
        table,
        `op.execute("ALTER TABLE t RENAME a TO z")`,
        `op.execute("ALTER TYPE mood RENAME TO feeling")`,
        `op.execute("ALTER TYPE feeling RENAME TO mood")`,
      ],
      ["b", "z"],
    ],
    [
      "unknown where another column's type is",
      [create, table, `from project import Own\nop.add_column("t", sa.Column("x", Own()))`],
      null,
    ],
    ["unknown where there may be other columns", [create, table, opaque, create.replace("mood", "other")], null],
  ])("%s", async (_, bodies, expected) => {
    const columns = (await schemaAfter(bodies)).columnsOfType(mood);
    expect(columns?.map(({ column }) => column).sort() ?? null).toEqual(expected);
    for (const column of columns ?? []) expect(column.table).toEqual(t);
  });
});

describe("what an upgrade shows of a database that nothing is known of", () => {
  test.each<readonly [string, Parameters<Schema["has"]>, string]>([
    [`op.add_column("t", sa.Column("a", sa.Text()))`, ["table", null, "t"], "present"],
    [`op.add_column("t", sa.Column("a", sa.Text()))`, ["column", null, "a", "t"], "present"],
    [`op.add_column("t", sa.Column("a", sa.Text()))`, ["column", null, "b", "t"], "unknown"],
    [`op.drop_table("t")`, ["table", null, "t"], "absent"],
    [`op.drop_table("t")`, ["table", null, "u"], "unknown"],
    [`op.create_table("t", sa.Column("a", sa.Text()))`, ["column", null, "b", "t"], "absent"],
    [`op.create_foreign_key("fk", "t", "u", ["a"], ["b"])`, ["table", null, "u"], "present"],
    [`op.execute("CREATE TABLE auth.t ()")`, ["schema", null, "auth"], "present"],
    [`op.execute("ALTER TYPE mood ADD VALUE 'a'")`, ["type", null, "mood"], "present"],
  ])("%s", async (body, asked, expected) => {
    expect((await schemaAfter([body], Schema.unknown)).has(...asked)).toBe(expected);
  });
});

describe("what can't be done shows that the knowledge was wrong", () => {
  test.each<readonly [readonly string[], Parameters<Schema["has"]>, string]>([
    [[`op.drop_table("t")`], ["table", null, "u"], "unknown"],
    [[`op.execute("DROP TABLE IF EXISTS t")`], ["table", null, "u"], "absent"],
    [[`op.create_table("t")`, `op.create_table("t")`], ["table", null, "u"], "unknown"],
    [[`op.create_table("t")`, `op.drop_column("t", "a")`], ["column", null, "b", "t"], "unknown"],
    [[`op.execute("CREATE TABLE s.t ()")`], ["schema", null, "r"], "unknown"],
    [[`op.execute("CREATE TABLE t (a citext)")`], ["type", null, "other"], "unknown"],
  ])("%j", async (bodies, asked, expected) => {
    expect((await schemaAfter(bodies)).has(...asked)).toBe(expected);
  });
});

describe("unqualified names", () => {
  test.each<readonly [string, readonly [schema: string, name: string], string]>([
    [`op.execute("SET search_path TO s")\nop.create_table("t")`, ["s", "t"], "present"],
    [
      `op.execute("SELECT pg_catalog.set_config('search_path', '', false)")\nop.create_table("t")`,
      ["public", "t"],
      "unknown",
    ],
    [`op.execute("CREATE TEMPORARY TABLE t (a int)")`, ["public", "t"], "absent"],
  ])("%s", async (body, [schema, name], expected) => {
    expect((await schemaAfter([`op.execute("CREATE SCHEMA s")`, body])).has("table", schema, name)).toBe(expected);
  });
});

describe("a schema that nothing has created", () => {
  const look = `op.get_bind().execute(sa.text("SELECT 1 FROM pg_namespace WHERE nspname = 'auth'")).scalar()`;

  test.each<readonly [string, readonly string[], "present" | "absent" | "unknown"]>([
    ["is not there", [`op.create_table("t")`], "absent"],
    ["is there once a table in it is created", [`op.create_table("t", schema="auth")`], "present"],
    ["once one is changed", [`op.add_column("t", sa.Column("a", sa.Integer), schema="auth")`], "present"],
    [
      "once one is referred to",
      [`op.create_table("t", sa.Column("u", sa.Integer, sa.ForeignKey("auth.users.id")))`],
      "present",
    ],
    [
      "not where that was done under a look for it",
      [`if ${look}:\n    op.create_index("i", "t", ["a"], schema="auth")`],
      "absent",
    ],
    ["not where the table may be missing", [`op.execute("ALTER TABLE IF EXISTS auth.t ADD COLUMN a int")`], "absent"],
    ["perhaps, once an extension is created that may bring it", [`op.execute("CREATE EXTENSION pg_cron")`], "unknown"],
  ])("%s", async (_, bodies, expected) => {
    expect((await schemaAfter(bodies)).has("schema", null, "auth")).toBe(expected);
  });
});

test("columns of types that no migration has created, and their defaults, can be looked for", async () => {
  const schema = await schemaAfter([
    `op.execute("CREATE TABLE t (a citext, b extensions.vector(3), c uuid DEFAULT uuid_generate_v4())")`,
  ]);
  const seen: (string | null)[][] = [];
  expect(schema.someColumn((type, sql) => seen.push([type, sql]) < 0)).toBe(false);
  expect(seen).toEqual([
    ["citext", null],
    ["vector", null],
    ["uuid", "uuid_generate_v4()"],
  ]);
  expect(schema.someColumn((type) => type === "citext")).toBe(true);
});

describe("a directive that is not Alembic's own", () => {
  const table = `op.create_table("t", sa.Column("a", sa.Integer()))`;

  test.each([
    "op.create_view(active_users)",
    "op.replace_function(total)",
    "op.create_or_replace_sp(total)",
    'op.create_geospatial_index("i", "t", ["a"])',
  ])("%s leaves tables alone", async (directive) => {
    const schema = await schemaAfter([`${table}\n${directive}`]);
    expect(schema.has("table", null, "t")).toBe("present");
  });

  test.each(["op.create_tenant(acme)", "op.create_view_and_tables(all)"])("%s may do anything", async (directive) => {
    const schema = await schemaAfter([`${table}\n${directive}`]);
    expect(schema.has("table", null, "t")).toBe("unknown");
  });
});

describe("the multi-database template", () => {
  const script = (...engines: readonly string[]) => `from alembic import op
import sqlalchemy as sa

revision = "a"
down_revision = None


def upgrade(engine_name):
    globals()["upgrade_%s" % engine_name]()

${engines.map((name) => `\ndef upgrade_${name}():\n    op.create_table("${name}", sa.Column("a", sa.Integer()))\n`).join("\n")}`;
  const recorded = async (source: string) => {
    const migration = (await engine()).read(source, true);
    return migration === null ? null : recordUpgrade(migration).map(({ kind }) => kind);
  };

  test("is understood with one database", async () => {
    expect(await recorded(script("shop"))).toEqual(["create"]);
  });

  test("may do anything with two: which names are in which is not known", async () => {
    expect(await recorded(script("shop", "log"))).toEqual(["opaque"]);
  });
});
