import { expect, test } from "vitest";
import type { Context } from "../../../server/src/context.ts";
import { Schema } from "../../../server/src/history/schema/schema.ts";
import { downgradeIncomplete } from "../../../server/src/rules/downgrade-incomplete.ts";
import { defaultSettings } from "../../../server/src/settings.ts";
import { engine } from "../../engine.ts";
import { historyAmong } from "../../revision-scripts.ts";
import { migration, withHelper } from "../../rule-case.ts";

const type = "op.execute(\"CREATE TYPE mood AS ENUM ('sad')\")";
const table = "op.execute('CREATE TABLE people (id int, mood mood)')";
const posts = "op.create_table('posts', sa.Column('id', sa.Integer(), primary_key=True))";
const reference = "op.create_foreign_key('fk', 'users', 'posts', ['post'], ['id'])";
const column = "op.add_column('users', sa.Column('post', sa.Integer()))";

/** How often the schema before is asked for, and what is found. */
async function asked(upgrade: readonly string[], downgrade: readonly string[]) {
  const loaded = await engine();
  const body = (lines: readonly string[]) => lines.map((line) => `    ${line}\n`).join("");
  const source = migration(`def upgrade():\n${body(upgrade)}\n\ndef downgrade():\n${body(downgrade)}`);
  const script = loaded.read(source, true);
  if (script === null) throw new Error("no migration");
  let replays = 0;
  const history = {
    ...historyAmong(loaded, source, {}),
    before: () => {
      replays++;
      return Schema.empty;
    },
  };
  const context: Context = { ...withHelper, history };
  const messages = [...downgradeIncomplete.check(script, context, defaultSettings)].map(({ message }) => message);
  return { replays, messages };
}

test.each([
  [
    "a type after the table that has a column of it",
    [type, table],
    ["op.drop_table('people')", "op.execute('DROP TYPE mood')"],
  ],
  [
    "a type after the column of it",
    [type, "op.execute('ALTER TABLE users ADD COLUMN mood mood')"],
    ["op.drop_column('users', 'mood')", "op.execute('DROP TYPE mood')"],
  ],
  [
    "a table after the foreign key to it",
    [column, posts, reference],
    ["op.drop_constraint('fk', 'users')", "op.drop_table('posts')", "op.drop_column('users', 'post')"],
  ],
  [
    "a table after the column that referred to it",
    [posts, "op.add_column('users', sa.Column('post', sa.Integer(), sa.ForeignKey('posts.id')))"],
    ["op.drop_column('users', 'post')", "op.drop_table('posts')"],
  ],
  [
    "a view that nothing else reads",
    ["op.execute('CREATE VIEW v AS SELECT 1 FROM users')"],
    ["op.execute('DROP VIEW v')"],
  ],
  [
    "columns after a foreign key on one of them",
    [column, reference],
    ["op.drop_column('users', 'other')", "op.drop_constraint('fk', 'users')", "op.drop_column('users', 'post')"],
  ],
] as const)("what the script tells of the drop of %s needs no replay", async (_, upgrade, downgrade) => {
  expect(await asked(upgrade, downgrade)).toEqual({ replays: 0, messages: [] });
});

const stays = "Dropping type mood fails here: column people.mood still uses it. Drop that first.";

test.each([
  ["whose column stays", [type, table], ["op.execute('DROP TYPE mood')", "op.drop_table('people')"], [stays]],
  [
    "whose column goes only perhaps",
    [type, table],
    [
      "if op.get_context().as_sql:",
      "    op.drop_table('people')",
      "op.execute('DROP TYPE mood')",
      "op.drop_table('people')",
    ],
    [],
  ],
  [
    "whose column has got it by a change of its type",
    [
      type,
      "op.execute('CREATE TABLE people (id int, mood text)')",
      "op.execute('ALTER TABLE people ALTER mood TYPE mood USING mood::mood')",
    ],
    ["op.execute('DROP TYPE mood')", "op.drop_table('people')"],
    [stays],
  ],
  [
    "whose column's name has passed on to another one",
    [
      type,
      table,
      "op.alter_column('people', 'mood', new_column_name='temper')",
      "op.add_column('people', sa.Column('mood', sa.Text()))",
    ],
    ["op.drop_column('people', 'mood')", "op.execute('DROP TYPE mood')", "op.drop_table('people')"],
    [stays.replace("people.mood", "people.temper")],
  ],
] as const)("the drop of a type %s is told by the replay", async (_, upgrade, downgrade, messages) => {
  const found = await asked(upgrade, downgrade);
  expect(found.replays).toBeGreaterThan(0);
  expect(found.messages).toEqual(messages);
});
