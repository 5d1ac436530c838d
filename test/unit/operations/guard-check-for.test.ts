import { expect, test } from "vitest";
import type { DatabaseObject, ObjectType } from "../../../server/src/migration/database-object.ts";
import { known, unknownOperand } from "../../../server/src/migration/database-object.ts";
import type { Guard } from "../../../server/src/migration/guard.ts";
import { type Check, checkFor } from "../../../server/src/migration/guards/check-for.ts";
import type { Operation } from "../../../server/src/migration/operation.ts";
import { engine } from "../../engine.ts";
import { migration } from "../../rule-case.ts";

const types: readonly ObjectType[] = [
  "table",
  "relation",
  "view",
  "column",
  "index",
  "constraint",
  "schema",
  "type",
  "enum value",
];

/** `column s.t.x`, `table t`, `table ?` */
function object(words: string): DatabaseObject {
  const space = words.lastIndexOf(" ");
  const parts = words
    .slice(space + 1)
    .split(".")
    .map((part) => (part === "?" ? unknownOperand : known(part)));
  const type = types.find((each) => each === words.slice(0, space)) ?? "other";
  const hasTable = ["column", "index", "constraint", "enum value"].includes(type);
  const name = parts.at(-1) ?? null;
  return {
    type,
    schema: (hasTable ? parts.at(-3) : parts.at(-2)) ?? null,
    table: hasTable ? (parts.at(-2) ?? null) : null,
    name,
  };
}

/** `+table t catalog`, `query`, `gate`, `catches duplicate_table`. */
function guard(words: string): Guard {
  const span = { start: 0, end: 0 };
  if (words === "query" || words === "gate") return { kind: words, ...span };
  if (words.startsWith("catches ")) return { kind: "handler", conditions: words.slice(8).split(" "), ...span };
  const by = words.endsWith(" inspector") ? "inspector" : "catalog";
  return {
    kind: "existence",
    object: object(words.slice(1, words.lastIndexOf(" "))),
    exists: words[0] === "+",
    by,
    ...span,
  };
}

async function check(directive: string, guards: readonly string[], wanted: string): Promise<Check> {
  const script = (await engine()).read(migration(`def upgrade():\n    ${directive}\n`), true);
  const operation: Operation | undefined = script?.operations.at(-1);
  if (operation === undefined) throw new Error("no operation");
  return checkFor({ ...operation, guards: guards.map(guard) }, object(wanted.slice(1)), wanted[0] === "+");
}

const table = 'op.create_table("t")';
const column = 'op.add_column("t", sa.Column("x", sa.Text()))';
const unique = 'op.create_unique_constraint("uq", "t", ["a"])';
const foreignKey = 'op.create_foreign_key("fk", "t", "u", ["a"], ["b"])';

test.each([
  [table, "-table t", ["-table t catalog"], "fitting"],
  [table, "-table t", ["-table s.t catalog"], "other"],
  [table, "-table s.t", ["-table s.t catalog"], "fitting"],
  [table, "-table public.t", ["-table t inspector"], "fitting"],
  [table, "-table s.t", ["-table t inspector"], "other"],
  // A look at the catalog without a schema finds the name in any.
  [table, "-table s.t", ["-table t catalog"], "fitting"],
  [table, "-table t", ["+table t catalog"], "other"],
  [table, "-table t", ["-table u catalog"], "other"],
  [table, "-table t", ["-relation t catalog"], "fitting"],
  [table, "-table t", ["-view t catalog"], "other"],
  [table, "-table t", ["-table ? catalog"], "unknown"],
  [table, "-table ?", ["-table t catalog"], "unknown"],
  [table, "-table t", ["+table ? catalog"], "other"],
  [table, "-table t", ["query"], "unknown"],
  [table, "-table t", ["query", "-table u catalog"], "unknown"],
  [table, "-table t", ["-table u catalog", "query"], "unknown"],
  [table, "-table t", ["gate"], "none"],
  [table, "-table t", [], "none"],
  [table, "-table t", ["-table u catalog", "-table t catalog"], "fitting"],
  [table, "-table s.t", ["-schema s catalog"], "fitting"],
  [table, "-table t", ["catches duplicate_table"], "fitting"],
  [table, "-table t", ["catches duplicate_object"], "none"],
  [table, "-table t", ["catches others"], "fitting"],
  [column, "-column t.x", ["-column t.x catalog"], "fitting"],
  [column, "-column t.x", ["-column u.x catalog"], "other"],
  [column, "-column t.x", ["-column x catalog"], "fitting"],
  // A table that is not there has no columns; one that is may have any.
  [column, "-column t.x", ["-table t catalog"], "fitting"],
  [column, "-column t.x", ["+table t catalog"], "other"],
  [column, "+column t.x", ["+table t catalog"], "other"],
  [column, "+table t", ["+column t.x catalog"], "fitting"],
  [column, "+table u", ["+column t.x catalog"], "other"],
  [column, "+schema s", ["+table s.t catalog"], "fitting"],
  [column, "+schema s", ["+schema r catalog"], "other"],
  [column, "-column t.x", ["catches undefined_table duplicate_column"], "fitting"],
  [unique, "-constraint t.uq", ["catches duplicate_table"], "fitting"],
  [unique, "-constraint t.uq", ["catches duplicate_object"], "none"],
  [unique, "-constraint t.uq", ["-index t.uq catalog"], "fitting"],
  [foreignKey, "-constraint t.fk", ["catches duplicate_object"], "fitting"],
  [foreignKey, "-constraint t.fk", ["catches duplicate_table"], "none"],
  ['op.drop_index("ix")', "+index ix", ["catches undefined_object"], "fitting"],
  ['op.drop_index("ix")', "+index ix", ["catches undefined_table"], "none"],
  [table, "+type mood", ["+enum value mood.a catalog"], "fitting"],
])("%s, wanting %s, under %j: %s", async (directive, wanted, guards, state) => {
  expect((await check(directive, guards, wanted)).state).toBe(state);
});

test("of the other objects, the innermost is named", async () => {
  const found = await check(table, ["-table u catalog", "-table v catalog"], "-table t");
  expect(found).toMatchObject({ state: "other", guard: { object: { name: { text: "v" } } } });
});
