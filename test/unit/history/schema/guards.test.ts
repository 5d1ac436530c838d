import { describe, expect, test } from "vitest";
import type { Presence } from "../../../../server/src/history/schema/objects.ts";
import { schemaAfter } from "./after.ts";

const t = `op.create_table("t", sa.Column("a", sa.Integer()))`;

/** After migrations of which the last has this body: whether there is a table `t`, and in it a column `b`. */
async function outcome(bodies: readonly string[]): Promise<readonly [table: Presence, column: Presence]> {
  const schema = await schemaAfter(bodies);
  return [schema.has("table", null, "t"), schema.has("column", null, "b", "t")];
}

const addB = `op.add_column("t", sa.Column("b", sa.Integer()))`;
const indented = (text: string) => text.replace(/^/gm, "    ");

describe("a look that is known to find what it does", () => {
  test.each<readonly [string, readonly string[], readonly [Presence, Presence]]>([
    ["is taken", [t, `if sa.inspect(op.get_bind()).has_table("t"):\n${indented(addB)}`], ["present", "present"]],
    ["is not taken", [t, `if sa.inspect(op.get_bind()).has_table("u"):\n${indented(addB)}`], ["present", "absent"]],
    [
      "leaves the rest",
      [t, `if not sa.inspect(op.get_bind()).has_table("t"):\n    return\n${addB}`],
      ["present", "present"],
    ],
    [
      "decides for all that it guards",
      [`if not sa.inspect(op.get_bind()).has_table("t"):\n${indented(`${t}\n${addB}`)}`],
      ["present", "present"],
    ],
    [
      "decides for the other branch",
      [t, `if sa.inspect(op.get_bind()).has_table("t"):\n    op.drop_table("t")\nelse:\n${indented(t)}`],
      ["absent", "absent"],
    ],
    [
      "is only a part of what is asked",
      [t, `if sa.inspect(op.get_bind()).has_table("t") and op.get_context().opts["x"]:\n${indented(addB)}`],
      ["present", "unknown"],
    ],
    [
      "and does not find what it should, whatever else is asked",
      [t, `if sa.inspect(op.get_bind()).has_table("u") and op.get_context().opts["x"]:\n${indented(addB)}`],
      ["present", "absent"],
    ],
  ])("%s", async (_, bodies, expected) => {
    expect(await outcome(bodies)).toEqual(expected);
  });
});

test("what is created where it is missing is there in any case, of which nothing else is known", async () => {
  const opaque = `op.execute(open("x").read())`;
  const create = `if not sa.inspect(op.get_bind()).has_table("t"):\n${indented(t)}`;
  expect(await outcome([opaque, create])).toEqual(["present", "unknown"]);
});

test("what depends on something else may have been done", async () => {
  expect(await outcome([`if op.get_context().opts["x"]:\n${indented(t)}`])).toEqual(["unknown", "unknown"]);
});

describe("where errors are caught", () => {
  const block = (...statements: readonly string[]) =>
    `op.execute("DO $$ BEGIN ${statements.join("; ")}; EXCEPTION WHEN duplicate_table THEN NULL; END $$")`;

  test("what is there already stays", async () => {
    expect(await outcome([t, block("CREATE TABLE t (b integer)")])).toEqual(["present", "absent"]);
  });

  test("what can be done is done", async () => {
    expect(await outcome([block("CREATE TABLE t (a integer)", "ALTER TABLE t ADD COLUMN b integer")])).toEqual([
      "present",
      "present",
    ]);
  });

  test("what was done before the error is undone", async () => {
    const bodies = [`op.create_table("u")`, t, block("ALTER TABLE t ADD COLUMN b integer", "CREATE TABLE u ()")];
    expect(await outcome(bodies)).toEqual(["present", "unknown"]);
  });

  test("a swallowed error that loses the transaction was none", async () => {
    expect(await outcome([`try:\n${indented(t)}\nexcept Exception:\n    pass`])).toEqual(["present", "absent"]);
  });
});
