import { expect, test } from "vitest";
import { chosenName, distinctWords, joinedColumns, truncated } from "../../../server/src/migration/default-names.ts";

const long = (letter: string, length: number) => letter.repeat(length);

test.each<readonly [table: string, columns: string | null, label: string, name: string]>([
  ["users", null, "pkey", "users_pkey"],
  ["users", "email", "key", "users_email_key"],
  // Seen on PostgreSQL 15.
  [long("t", 63), null, "pkey", `${long("t", 58)}_pkey`],
  [long("t", 60), "a", "key", `${long("t", 57)}_a_key`],
  [long("t", 40), long("c", 40), "fkey", `${long("t", 29)}_${long("c", 28)}_fkey`],
  // No character is cut in two.
  [long("é", 31), null, "pkey", `${long("é", 29)}_pkey`],
])("the name that PostgreSQL chooses for %s, %s, %s", (table, columns, label, name) => {
  expect(chosenName(table, columns, label)).toBe(name);
});

test("columns are joined, and cut where they are too long", () => {
  expect(joinedColumns(["a", "b"])).toBe("a_b");
  expect(joinedColumns([long("a", 60), "bcdef"])).toBe(`${long("a", 60)}_bc`);
});

test("what an index has twice is numbered", () => {
  expect(distinctWords(["lower", "expr", "expr", "expr"])).toEqual(["lower", "expr", "expr1", "expr2"]);
});

test("what is too long is cut", () => {
  expect(truncated(long("x", 70))).toBe(long("x", 63));
});
