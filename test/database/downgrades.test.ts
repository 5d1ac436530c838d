import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { applyEdits } from "../../server/src/migration/edit/text-edit.ts";
import { engine } from "../engine.ts";
import { findingsOf } from "../rule-case.ts";
import { Database } from "./database.ts";
import { Driver, type Outcome } from "./driver.ts";
import { createProject, migration } from "./project.ts";
import { startCluster } from "./servers.ts";

const driver = new Driver();
let database: Database;

beforeAll(async () => {
  database = new Database(await startCluster(), driver);
});
afterAll(async () => {
  await driver.stop();
  await database.server.stop();
});
beforeEach(async () => {
  await database.reset();
  await database.execute(setup);
});

const setup = `
CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE users (id integer PRIMARY KEY, name varchar(50), age integer, mood mood, born timestamptz, CONSTRAINT adult CHECK (age > 17));
CREATE TABLE app.events (id integer PRIMARY KEY, kind text);
CREATE INDEX users_name ON users (name);
CREATE SEQUENCE counter;
CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
INSERT INTO users VALUES (1, '12', 20, 'sad', now());`;

const execute = (sql: string) => `op.execute(${JSON.stringify(sql)})`;

/** Upgrades of which the mirror takes back all that they do, each of another kind. */
const upgrades: Readonly<Record<string, string>> = {
  "a table": "op.create_table('posts', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('title', sa.Text()))",
  "a table in a schema": "op.create_table('posts', sa.Column('id', sa.Integer(), primary_key=True), schema='app')",
  "a table with an enum type": "op.create_table('posts', sa.Column('s', sa.Enum('new', 'old', name='state')))",
  "a table with all that belongs to it": [
    "op.create_table('posts', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('by', sa.Integer()))",
    "op.create_index('posts_by', 'posts', ['by'])",
    "op.add_column('posts', sa.Column('title', sa.Text(), index=True))",
    "op.create_foreign_key('posts_users', 'posts', 'users', ['by'], ['id'])",
    "op.create_check_constraint('posts_title', 'posts', \"title <> ''\")",
    "op.alter_column('posts', 'title', nullable=False)",
  ].join("\n"),
  "tables that refer to each other": [
    "op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('b', sa.Integer()))",
    "op.create_table('b', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('a', sa.Integer()))",
    "op.create_foreign_key('a_b', 'a', 'b', ['b'], ['id'])",
    "op.create_foreign_key('b_a', 'b', 'a', ['a'], ['id'])",
  ].join("\n"),
  "a table that another one then refers to": [
    "op.create_table('teams', sa.Column('id', sa.Integer(), primary_key=True))",
    "op.add_column('users', sa.Column('team', sa.Integer(), sa.ForeignKey('teams.id')))",
  ].join("\n"),
  "a column": "op.add_column('users', sa.Column('plan', sa.String(20), server_default='free', nullable=False))",
  "a column as the guideline adds one":
    'conn = op.get_bind()\nconn.execute(sa.text("""\n    ALTER TABLE users\n    ADD COLUMN IF NOT EXISTS plan VARCHAR(255)\n"""))',
  "a column with an index and a key": [
    "op.add_column('events', sa.Column('code', sa.Text()), schema='app')",
    "op.create_index('events_code', 'events', ['code'], schema='app')",
    "op.create_unique_constraint('events_code_key', 'events', ['code'], schema='app')",
  ].join("\n"),
  "a column that is filled and then required": [
    "op.add_column('users', sa.Column('email', sa.Text()))",
    execute("UPDATE users SET email = name"),
    "op.alter_column('users', 'email', nullable=False)",
  ].join("\n"),
  "names in quotes": `op.create_table('Order', sa.Column('User', sa.Text()))\n${execute('CREATE INDEX "Order User" ON "Order" ("User")')}\nop.add_column('users', sa.Column('select', sa.Text()))`,
  "an index": "op.create_index('users_age', 'users', ['age'], unique=True)",
  "an index that is made concurrently":
    "with op.get_context().autocommit_block():\n    op.create_index('users_age', 'users', ['age'], postgresql_concurrently=True)",
  "a check": "op.create_check_constraint('named', 'users', \"name <> ''\")",
  "a key": "op.create_unique_constraint('users_born_key', 'users', ['born'])",
  "a foreign key, not validated at once": `${execute("ALTER TABLE app.events ADD CONSTRAINT events_users FOREIGN KEY (id) REFERENCES users (id) NOT VALID")}\n${execute("ALTER TABLE app.events VALIDATE CONSTRAINT events_users")}`,
  "an enum type and its column": `${execute("CREATE TYPE state AS ENUM ('a', 'b')")}\n${execute("ALTER TABLE users ADD COLUMN state state DEFAULT 'a'")}`,
  "a type of columns, a domain": `${execute("CREATE TYPE pair AS (a int, b int)")}\n${execute("CREATE DOMAIN grade AS int CHECK (VALUE > 0)")}\n${execute("ALTER TABLE users ADD COLUMN grade grade")}`,
  "a sequence": execute("CREATE SEQUENCE app.numbers"),
  "a sequence with a column": `${execute("CREATE SEQUENCE numbers")}\n${execute("ALTER TABLE users ADD COLUMN number int DEFAULT nextval('numbers')")}\n${execute("ALTER SEQUENCE numbers OWNED BY users.number")}`,
  views: `${execute("CREATE VIEW adults AS SELECT * FROM users WHERE age > 17")}\n${execute("CREATE MATERIALIZED VIEW app.names AS SELECT name FROM adults")}\n${execute("CREATE INDEX names_name ON app.names (name)")}`,
  "a function with parameters": execute(
    "CREATE FUNCTION app.price(a numeric(10, 2) DEFAULT 1.5, VARIADIC b int[] = '{}') RETURNS numeric LANGUAGE sql AS $$ SELECT a $$",
  ),
  "functions of one name": `${execute("CREATE FUNCTION half(a int) RETURNS int LANGUAGE sql AS $$ SELECT a / 2 $$")}\n${execute("CREATE FUNCTION half(a text, OUT b text) LANGUAGE sql AS $$ SELECT a $$")}`,
  "a procedure": execute("CREATE PROCEDURE work(a int) LANGUAGE sql AS $$ SELECT 1 $$"),
  "a function and its trigger": `${execute("CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")}\n${execute("CREATE TRIGGER watched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION watch()")}`,
  "a function of a table, and the table's trigger on it": [
    "op.create_table('posts', sa.Column('id', sa.Integer()))",
    execute("CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
    execute("CREATE TRIGGER watched BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION watch()"),
  ].join("\n"),
  "a trigger that may be there": `op.add_column('users', sa.Column('seen', sa.DateTime()))\n${execute("DROP TRIGGER IF EXISTS touch ON users")}\n${execute("CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touched()")}`,
  "a policy": `${execute("ALTER TABLE users ENABLE ROW LEVEL SECURITY")}\n${execute("CREATE POLICY own ON users USING (age > 1)")}`,
  "a rule": execute("CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING"),
  statistics: execute("CREATE STATISTICS users_stats ON name, age FROM users"),
  "a schema with things in it": `${execute("CREATE SCHEMA audit")}\nop.create_table('logs', sa.Column('id', sa.Integer()), schema='audit')\n${execute("CREATE TYPE audit.level AS ENUM ('low')")}\n${execute("ALTER TABLE audit.logs ADD COLUMN level audit.level")}`,
  "a table's name": "op.rename_table('users', 'people')",
  "a column's name": "op.alter_column('users', 'name', new_column_name='full_name')",
  "the names of an index, a constraint, a sequence, a type and a label": [
    "ALTER INDEX users_name RENAME TO users_by_name",
    "ALTER TABLE users RENAME CONSTRAINT adult TO grown",
    "ALTER SEQUENCE counter RENAME TO counting",
    "ALTER TYPE mood RENAME VALUE 'sad' TO 'it''s: sad'",
    "ALTER TYPE mood RENAME TO temper",
  ]
    .map((sql) => `op.get_bind().exec_driver_sql(${JSON.stringify(sql)})`)
    .join("\n"),
  "a table's schema": execute("ALTER TABLE users SET SCHEMA app"),
  "NOT NULL": "op.alter_column('users', 'name', nullable=False)",
  "an identity": "op.alter_column('users', 'id', nullable=False)\n".concat(
    execute("ALTER TABLE users ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY"),
    "\nop.add_column('users', sa.Column('x', sa.Text()))",
  ),
  "a type that grows":
    "op.alter_column('users', 'name', type_=sa.Text(), existing_type=sa.String(50))\nop.create_index('users_age', 'users', ['age'])",
  "a type that does not go back by itself":
    "op.alter_column('users', 'age', type_=sa.Text(), existing_type=sa.Integer())\nop.create_index('users_born', 'users', ['born'])",
  "a type that is computed":
    "op.alter_column('users', 'name', type_=sa.Integer(), existing_type=sa.String(50), postgresql_using='name::integer')\nop.create_index('users_born', 'users', ['born'])",
  "what is made and dropped in between":
    "op.create_table('tmp', sa.Column('id', sa.Integer()))\nop.add_column('users', sa.Column('plan', sa.Text()))\nop.drop_table('tmp')",
  "what stands behind the guideline's look for a schema": [
    "conn = op.get_bind()",
    "found = conn.execute(sa.text(\"SELECT EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = 'app')\")).scalar()",
    "if not found:",
    "    return",
    execute("CREATE TRIGGER touch BEFORE UPDATE ON app.events FOR EACH ROW EXECUTE FUNCTION touched()"),
    execute("ALTER TABLE app.events ADD COLUMN extra text"),
  ].join("\n"),
};

/** The types whose checks stand in the way: `adult` compares a number. */
const withoutCheck = new Set(["a type that does not go back by itself"]);
/** The identity column is NOT NULL by its key, and stays so. */
const keptNotNull = new Set(["an identity"]);

describe("the mirror of an upgrade takes back", () => {
  test.each(Object.entries(upgrades))("%s", async (story, upgrade) => {
    if (withoutCheck.has(story)) await database.execute("ALTER TABLE users DROP CONSTRAINT adult");
    const body = keptNotNull.has(story) ? upgrade.split("\n").slice(1).join("\n") : upgrade;
    const given = migration("this", "parent", { upgrade: body });
    const text = await mirrored(given);
    const project = await projectOf(text);
    try {
      const before = await database.schema();
      expectSuccess(await project.upgrade());
      const after = await database.schema();
      expect(after).not.toBe(before);
      expectSuccess(await project.downgrade());
      expect(await database.schema()).toBe(before);
      // Again, on a database that has been downgraded already.
      await project.stamp("this");
      expectSuccess(await project.downgrade());
      expect(await database.schema()).toBe(before);
      expectSuccess(await project.upgrade());
      expect(await database.schema()).toBe(after);
    } finally {
      await project.remove();
    }
  });

  /** What the rule's first fix makes of a migration. */
  async function mirrored(source: string): Promise<string> {
    const found = findingsOf(await engine(), source).find(({ rule }) => rule === "downgrade-missing");
    expect(found?.fix?.message).toBe("Undo what upgrade does");
    const text = applyEdits(source, found?.fix?.edits ?? []);
    const rules = findingsOf(await engine(), text).map(({ rule }) => rule);
    expect(rules.filter((rule) => rule.startsWith("downgrade") || rule === "enum-type-left-behind")).toEqual([]);
    return text;
  }
});

test("a migration without a downgrade fails on the way back", async () => {
  const text = migration("this", "parent", { upgrade: "op.create_table('posts', sa.Column('id', sa.Integer()))" });
  const project = await projectOf(text.slice(0, text.indexOf("def downgrade")));
  try {
    expectSuccess(await project.upgrade());
    expect((await project.downgrade()).error?.type).toBe("AttributeError");
  } finally {
    await project.remove();
  }
});

const posts = "op.create_table('posts', sa.Column('id', sa.Integer(), primary_key=True))";
const column = "op.add_column('users', sa.Column('post', sa.Integer(), sa.ForeignKey('posts.id', name='users_post')))";
const watch = execute("CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$");
const watched = execute("CREATE TRIGGER watched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION watch()");

/** Downgrades in an order that fails, and with what. */
const orders: readonly [story: string, upgrade: readonly string[], downgrade: readonly string[], error: string][] = [
  [
    "a table that is referred to",
    [posts, column],
    ["op.drop_table('posts')", "op.drop_column('users', 'post')"],
    "DependentObjectsStillExist",
  ],
  [
    "a type with a column of it",
    [execute("CREATE TYPE state AS ENUM ('a')"), execute("ALTER TABLE users ADD COLUMN state state[]")],
    [execute("DROP TYPE IF EXISTS state"), execute("ALTER TABLE users DROP COLUMN IF EXISTS state")],
    "DependentObjectsStillExist",
  ],
  [
    "a table with a view of it",
    [posts, execute("CREATE VIEW all_posts AS SELECT * FROM posts")],
    [execute("DROP TABLE IF EXISTS posts"), execute("DROP VIEW IF EXISTS all_posts")],
    "DependentObjectsStillExist",
  ],
  [
    "a schema with a table",
    [execute("CREATE SCHEMA audit"), execute("CREATE TABLE audit.logs (id int)")],
    [execute("DROP SCHEMA IF EXISTS audit"), execute("DROP TABLE IF EXISTS audit.logs")],
    "DependentObjectsStillExist",
  ],
  [
    "a function with a trigger that calls it",
    [watch, watched],
    [execute("DROP FUNCTION IF EXISTS watch()"), execute("DROP TRIGGER IF EXISTS watched ON users")],
    "DependentObjectsStillExist",
  ],
  [
    "an index after its table",
    [posts, "op.create_index('posts_id', 'posts', ['id'])"],
    ["op.drop_table('posts')", "op.drop_index('posts_id')"],
    "UndefinedObject",
  ],
  [
    "a column after its table",
    [posts, "op.add_column('posts', sa.Column('a', sa.Text()))"],
    [execute("DROP TABLE IF EXISTS posts"), execute("ALTER TABLE posts DROP COLUMN IF EXISTS a")],
    "UndefinedTable",
  ],
  [
    "a constraint after its column",
    [posts, column],
    ["op.drop_column('users', 'post')", "op.drop_constraint('users_post', 'users')", "op.drop_table('posts')"],
    "UndefinedObject",
  ],
];

describe("what is found in a downgrade's order fails, and passes once it is mended", () => {
  test.each(orders)("%s", async (_story, upgrade, downgrade, error) => {
    const source = migration("this", "parent", { upgrade: upgrade.join("\n"), downgrade: downgrade.join("\n") });
    const own = findingsOf(await engine(), source).filter(({ rule }) => rule === "downgrade-incomplete");
    expect(own).toHaveLength(1);
    const mended = applyEdits(source, own[0]?.fix?.edits ?? []);
    expect(findingsOf(await engine(), mended).filter(({ rule }) => rule === "downgrade-incomplete")).toEqual([]);
    const before = await database.schema();
    for (const [text, expected] of [
      [source, error],
      [mended, undefined],
    ] as const) {
      await database.reset();
      await database.execute(setup);
      const project = await projectOf(text);
      try {
        expectSuccess(await project.upgrade());
        expect((await project.downgrade()).error?.type).toBe(expected);
        if (expected === undefined) expect(await database.schema()).toBe(before);
      } finally {
        await project.remove();
      }
    }
  });
});

/** A project with one migration, and what Alembic does with it. */
async function projectOf(source: string) {
  const project = await createProject(driver, "migrations");
  await project.write("migrations/versions/parent.py", migration("parent", null, {}));
  await project.write("migrations/versions/this.py", source);
  const alembic = (action: "upgrade" | "downgrade" | "stamp", revision: string) =>
    driver.run({ action, project: project.folder, url: database.server.url, revision });
  return {
    upgrade: () => alembic("upgrade", "this"),
    downgrade: () => alembic("downgrade", "parent"),
    stamp: async (revision: string) => expectSuccess(await alembic("stamp", revision)),
    remove: () => project.remove(),
  };
}

function expectSuccess(outcome: Outcome): void {
  expect(outcome.error).toBeNull();
}
