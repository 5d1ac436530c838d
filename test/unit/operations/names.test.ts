import { describe, expect, it } from "vitest";
import type { Named, PlainName, ValueOwner } from "../../../server/src/migration/names/name-place.ts";
import { namesIn } from "../../../server/src/migration/names/names-in.ts";
import { engine } from "../../engine.ts";
import { upgradeOf } from "../../rule-case.ts";

/** The names in lines of `upgrade`: each as its text in the source and what it is the name of. */
async function namesOf(...lines: readonly string[]): Promise<readonly string[]> {
  const source = upgradeOf(...lines);
  const script = (await engine()).read(source, false);
  if (script === null) throw new Error("no migration");
  return namesIn(script).map((place) => {
    const { start, end, what, isNew, isSure, name } = place;
    const text = source.slice(start, end);
    const own = text.replaceAll('"', "").toLowerCase() === name.toLowerCase() ? text : `${text} = ${name}`;
    return `${own}: ${isNew ? "new " : ""}${isSure ? "" : "perhaps "}${described(what)}`;
  });
}

function described(what: Named): string {
  switch (what.kind) {
    case "schema":
      return "schema";
    case "relation":
    case "type":
      return `${what.kind}${what.schema === null ? "" : ` in ${what.schema}`}`;
    case "index":
      return `index${what.schema === null ? "" : ` in ${what.schema}`}${ofTables(what.tables)}`;
    case "column":
    case "constraint":
      return `${what.kind}${ofTables(what.tables)}`;
    case "enum value":
      return `value of ${owner(what.of)}`;
  }
}

function ofTables(tables: readonly PlainName[]): string {
  return tables.length === 0 ? "" : ` of ${tables.map(plain).join(" or ")}`;
}

function owner(of: ValueOwner): string {
  return "type" in of ? plain(of.type) : `${of.tables.map(plain).join(" or ")}.${of.column}`;
}

function plain({ schema, name }: PlainName): string {
  return schema === null ? name : `${schema}.${name}`;
}

const sql = (text: string) => `op.execute(${JSON.stringify(text)})`;

describe("names in directives", () => {
  const cases: readonly (readonly [line: string, names: readonly string[]])[] = [
    [`op.drop_table("users", schema="app")`, ["users: relation in app", "app: schema"]],
    [`op.drop_column("users", column_name="age")`, ["users: relation", "age: column of users"]],
    [`op.rename_table("users", "people")`, ["users: relation"]],
    [
      `op.add_column("users", sa.Column("mood", sa.Enum("a", name="mood_type", schema="app"), server_default="a"))`,
      [
        "users: relation",
        "mood: new column of users",
        "app: schema",
        "mood_type: type in app",
        "a: value of app.mood_type",
      ],
    ],
    [
      `op.create_foreign_key("fk", "orders", "users", ["user_id"], ["id"], referent_schema="app")`,
      [
        "orders: relation",
        "users: relation in app",
        "app: schema",
        "user_id: column of orders",
        "id: column of app.users",
        "fk: new constraint of orders",
      ],
    ],
    [
      `op.create_index(op.f("ix"), "users", ["name", "age"])`,
      ["users: relation", "name: column of users", "age: column of users", "ix: new index of users"],
    ],
    [`op.drop_index("ix")`, ["ix: index"]],
    [`op.drop_constraint("uq", "users", type_="unique")`, ["users: relation", "uq: constraint of users"]],
    [
      `op.alter_column("users", "mood", server_default="sad")`,
      ["users: relation", "mood: column of users", "sad: value of users.mood"],
    ],
    [
      `op.create_table("orders", sa.Column("user_id", sa.ForeignKey("app.users.id")), sa.UniqueConstraint("user_id", name="uq"))`,
      [
        "orders: new relation",
        "user_id: new column of orders",
        "app: schema",
        "users: relation in app",
        "id: column of app.users",
        "user_id: column of orders",
        "uq: new constraint of orders",
      ],
    ],
    [`sa.Enum("a", name="mood").create(op.get_bind())`, ["mood: new type"]],
    [
      `safe_add_enum_value("mood", "calm", after="sad")`,
      ["mood: type", "calm: new value of mood", "sad: value of mood"],
    ],
    [
      `safe_add_multiple_enum_values("app.mood", ["calm", "angry"])`,
      ["app: schema", "mood: type in app", "calm: new value of app.mood", "angry: new value of app.mood"],
    ],
    // Nothing of what can't be known.
    [`op.drop_column(table_of(), "age")`, []],
    [`op.drop_table("users", schema=schema_of())`, []],
  ];
  it.each(cases)("%s", async (line, names) => {
    expect(await namesOf(line)).toEqual(names);
  });

  it("knows the table of a batch, and the names of constants", async () => {
    expect(
      await namesOf(`TABLE = "users"`, "with op.batch_alter_table(TABLE) as batch:", `    batch.drop_column("age")`),
    ).toEqual(["users: relation", "TABLE = users: relation", "age: column of users"]);
  });
});

describe("names in SQL", () => {
  const cases: readonly (readonly [line: string, names: readonly string[]])[] = [
    ["DROP TABLE App.Users", ["App: schema", "Users: relation in app"]],
    [
      "ALTER TABLE users DROP COLUMN IF EXISTS Age, ADD mood app.mood DEFAULT 'sad', DROP CONSTRAINT uq",
      [
        "users: relation",
        "Age: column of users",
        "mood: new column of users",
        "app: perhaps schema",
        "mood: perhaps type in app",
        "sad: value of app.mood",
        "uq: constraint of users",
      ],
    ],
    [
      "ALTER TABLE users ALTER COLUMN mood TYPE mood USING mood::text::mood, ALTER mood SET DEFAULT 'sad'",
      [
        "users: relation",
        "mood: column of users",
        "mood: perhaps type",
        "mood: perhaps column of users",
        "text: perhaps type",
        "mood: perhaps type",
        "mood: column of users",
        "sad: value of users.mood",
      ],
    ],
    [
      "CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id), CONSTRAINT fk FOREIGN KEY (id) REFERENCES app.x, CHECK (id > 0))",
      [
        "orders: new relation",
        "id: new column of orders",
        "int: perhaps type",
        "user_id: new column of orders",
        "int: perhaps type",
        "users: relation",
        "id: column of users",
        "fk: new constraint of orders",
        "id: column of orders",
        "app: schema",
        "x: relation in app",
        "id: perhaps column of orders",
      ],
    ],
    [
      "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm' AFTER 'sad'",
      ["mood: type", "calm: new value of mood", "sad: value of mood"],
    ],
    [
      "ALTER TYPE app.mood RENAME VALUE 'sad' TO 'blue'",
      ["app: schema", "mood: type in app", "sad: value of app.mood", "blue: new value of app.mood"],
    ],
    [
      "UPDATE users u SET mood = 'sad', age = o.x FROM orders o WHERE u.id = o.id AND u.mood IN ('calm', 'blue')",
      [
        "users: relation",
        "orders: relation",
        "mood: column of users",
        "sad: value of users or orders.mood",
        "age: column of users",
        "x: column of orders",
        "id: column of users",
        "id: column of orders",
        "mood: column of users",
        "calm: value of users.mood",
        "blue: value of users.mood",
      ],
    ],
    [
      "INSERT INTO users (id, mood) VALUES (1, 'sad'), (2, 'calm') ON CONFLICT (id) DO UPDATE SET mood = 'sad'",
      [
        "users: relation",
        "id: column of users",
        "mood: column of users",
        "sad: value of users.mood",
        "calm: value of users.mood",
        "id: column of users",
        "mood: column of users",
        "sad: value of users.mood",
      ],
    ],
    [
      "INSERT INTO users (SELECT age FROM orders)",
      ["users: relation", "orders: relation", "age: perhaps column of users or orders"],
    ],
    [
      "WITH x AS (SELECT extract(epoch FROM age) AS e FROM users) DELETE FROM orders USING x WHERE e IS DISTINCT FROM 5",
      [
        "users: relation",
        "orders: relation",
        "epoch: perhaps column of users or orders",
        "age: perhaps column of users or orders",
      ],
    ],
    ["SELECT 'sad'::app.mood", ["app: perhaps schema", "mood: perhaps type in app", "sad: value of app.mood"]],
    [
      "CREATE INDEX ix ON app.users USING gin (name)",
      [
        "app: schema",
        "users: relation in app",
        "ix: new index in app of app.users",
        "name: perhaps column of app.users",
      ],
    ],
    ["DROP INDEX CONCURRENTLY IF EXISTS ix, app.iy", ["ix: index", "app: schema", "iy: index in app"]],
    ["DROP TABLE users, orders CASCADE", ["users: relation", "orders: relation"]],
    ["COMMENT ON COLUMN app.users.age IS 'x'", ["app: schema", "users: relation in app", "age: column of app.users"]],
    ["CREATE SCHEMA IF NOT EXISTS app", ["app: new schema"]],
    ["TRUNCATE users, orders", ["users: perhaps relation", "orders: perhaps relation"]],
    // Half typed.
    ["ALTER TABLE users DROP COLUMN", ["users: relation"]],
    ["UPDATE users SET mood = 'sa", ["users: relation", "mood: column of users", "sa: value of users.mood"]],
  ];
  it.each(cases)("%s", async (text, names) => {
    expect(await namesOf(sql(text))).toEqual(names);
  });

  it("finds names in quotes, with them", async () => {
    expect(await namesOf(`op.execute('ALTER TABLE "Users" DROP "Age"')`)).toEqual([
      `"Users": relation`,
      `"Age": column of Users`,
    ]);
  });

  it("leaves out what is put in from elsewhere and is not known", async () => {
    expect(await namesOf(`op.execute(f"ALTER TABLE {name_of()} DROP COLUMN age")`)).toEqual([]);
    expect(await namesOf(`op.execute(f"ALTER TABLE users DROP COLUMN {name_of()}, DROP COLUMN age")`)).toEqual([
      "users: relation",
      "age: column of users",
    ]);
  });
});
