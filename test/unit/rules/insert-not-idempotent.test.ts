import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration } from "../../rule-case.ts";

const rule = "insert-not-idempotent";

/** A migration whose `upgrade` has this body. */
function upgrade(body: string): string {
  return migration(`def upgrade():\n${body.replace(/^(?=.)/gm, "    ")}\n`);
}

const roles = `roles = sa.table("roles", sa.column("name"))\n`;

describe("literal rows", () => {
  test.each([
    ["INSERT", `op.execute("⟦INSERT INTO roles (name) VALUES ('admin'), ('guest')⟧")`],
    ["INSERT among other statements", `op.execute("SELECT 1; ⟦INSERT INTO app.roles VALUES ('admin')⟧")`],
    ["INSERT over lines", `op.execute("""\n    ⟦INSERT INTO roles⟧\n    VALUES ('admin')\n""")`],
    ["bulk_insert", `${roles}⟦op.bulk_insert⟧(roles, [{"name": "admin"}, {"name": "guest"}])`],
    ["bulk_insert, one by one", `${roles}⟦op.bulk_insert⟧(roles, [{"name": "admin"}], multiinsert=False)`],
    ["a construct", `${roles}op.execute(⟦roles.insert().values(name="admin")⟧)`],
    [
      "the first of several into a table",
      `op.execute("⟦INSERT INTO roles VALUES ('a')⟧; INSERT INTO roles VALUES ('b')")\nop.execute("INSERT INTO roles VALUES ('c')")\nop.execute("⟦INSERT INTO app.roles VALUES ('c')⟧")`,
    ],
    ["in a loop", `for name in ("admin", "guest"):\n    op.execute(f"⟦INSERT INTO roles VALUES ('{name}')⟧")`],
    [
      "where a query is refused",
      `conn = op.get_bind()\ntry:\n    first = conn.scalars(sa.text("SELECT name FROM roles")).all()[0]\nexcept sa.exc.ProgrammingError:\n    conn.execute(sa.text("⟦INSERT INTO roles (name) VALUES ('admin')⟧"))`,
    ],
    [
      "where a list that no query gave is empty",
      `try:\n    first = settings.roles[0]\nexcept IndexError:\n    op.execute("⟦INSERT INTO roles (name) VALUES ('admin')⟧")`,
    ],
    ["behind a gate", `if settings.wanted:\n    op.execute("⟦INSERT INTO roles VALUES ('admin')⟧")`],
  ])("%s", (_story, body) => checkCase(rule, { severity: "info", source: upgrade(body), fixed: null }));

  test("the message names the table", async () => {
    const [found] = findingsOf(await engine(), upgrade(`op.execute("INSERT INTO app.roles VALUES ('admin')")`));
    expect(found?.message).toBe(
      "A second run inserts these rows into app.roles once more, or fails on their key. Add ON CONFLICT, or check first whether they are there.",
    );
  });
});

describe("silent", () => {
  test.each([
    ["ON CONFLICT", `op.execute("INSERT INTO roles VALUES ('admin') ON CONFLICT DO NOTHING")`],
    [
      "ON CONFLICT DO UPDATE",
      `op.execute("INSERT INTO roles VALUES ('a') ON CONFLICT (name) DO UPDATE SET name = 'a'")`,
    ],
    ["a query", `op.execute("INSERT INTO roles SELECT name FROM old")`],
    [
      "a query that looks",
      `op.execute("INSERT INTO roles SELECT 'admin' WHERE NOT EXISTS (SELECT 1 FROM roles WHERE name = 'admin')")`,
    ],
    [
      "a row for each that a query finds without one",
      `conn = op.get_bind()\nfor (app,) in conn.execute(sa.text("SELECT id FROM apps WHERE NOT EXISTS (SELECT 1 FROM skills WHERE app = apps.id)")):\n    conn.execute(sa.text("INSERT INTO skills (app, name) VALUES (:app, 'new')"), {"app": app})`,
    ],
    ["rows that can't be known", `${roles}op.bulk_insert(roles, ROWS)`],
    [
      "a look at the rows",
      `if not op.get_bind().execute(sa.text("SELECT 1 FROM roles WHERE name = 'admin'")).scalar():\n    op.execute("INSERT INTO roles VALUES ('admin')")`,
    ],
    [
      "where the rows that a query gave have no first",
      `conn = op.get_bind()\nnames = conn.scalars(sa.text("SELECT name FROM roles")).all()\ntry:\n    first = names[0]\nexcept IndexError:\n    conn.execute(sa.text("INSERT INTO roles (name) VALUES ('admin')"))`,
    ],
    [
      "where a query has not the one row that it is asked for",
      `conn = op.get_bind()\ntry:\n    admin = conn.execute(sa.text("SELECT id FROM roles WHERE name = 'admin'")).scalar_one()\nexcept sa.exc.NoResultFound:\n    conn.execute(sa.text("INSERT INTO roles (name) VALUES ('admin')"))`,
    ],
    [
      "a look at the table",
      `${roles}if not sa.inspect(op.get_bind()).has_table("roles"):\n    op.create_table("roles", sa.Column("name", sa.Text()))\n    op.bulk_insert(roles, [{"name": "admin"}])`,
    ],
    [
      "deleted before",
      `op.execute("DELETE FROM roles WHERE name = 'admin'")\nop.execute("INSERT INTO roles VALUES ('admin')")`,
    ],
    ["emptied before", `op.execute("TRUNCATE roles")\nop.execute("INSERT INTO roles VALUES ('admin')")`],
    [
      "a temporary table",
      `op.execute("CREATE TEMP TABLE roles (name text)")\nop.execute("INSERT INTO roles VALUES ('a')")`,
    ],
    [
      "a table that goes again",
      `op.execute("CREATE TABLE x (a int)")\nop.execute("INSERT INTO x VALUES (1)")\nop.execute("DROP TABLE x")`,
    ],
    ["a table that can't be known", `op.execute(f"INSERT INTO {TABLE} VALUES (1)")`],
    [
      "a savepoint whose error is caught",
      `try:\n    with op.get_bind().begin_nested():\n        op.execute("INSERT INTO roles VALUES ('admin')")\nexcept Exception:\n    pass`,
    ],
    [
      "in a function's body",
      `op.execute("CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ INSERT INTO roles VALUES ('a') $$")`,
    ],
  ])("%s", (_story, body) => checkCase(rule, { source: upgrade(body) }));

  test("the rows of a table that is made in the same function: the finding is the table's", () =>
    checkCase(rule, {
      source: upgrade(`${roles}op.create_table("roles", sa.Column("name", sa.Text()))
op.bulk_insert(roles, [{"name": "admin"}])
op.execute("INSERT INTO roles VALUES ('guest')")`),
      beside: ["missing-if-not-exists"],
    }));
});
