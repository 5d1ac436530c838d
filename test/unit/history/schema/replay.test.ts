import { expect, test } from "vitest";
import { Schema } from "../../../../server/src/history/schema/schema.ts";
import { schemaAfter } from "./after.ts";

const users = `op.create_table(
    "users",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("email", sa.String(50), nullable=False),
    sa.Column("status", sa.Enum("active", "gone", name="status")),
    sa.UniqueConstraint("email"),
)`;
const status = { schema: "public", name: "status" };
const table = { schema: "public", name: "users" };

test("a table comes with its columns, constraints, indexes, sequence and enum types", async () => {
  const schema = await schemaAfter([users]);
  expect(schema.has("table", null, "users")).toBe("present");
  expect(schema.has("column", null, "email", "users")).toBe("present");
  expect(schema.has("column", null, "name", "users")).toBe("absent");
  expect(schema.has("constraint", null, "users_email_key", "users")).toBe("present");
  expect(schema.has("index", null, "users_pkey")).toBe("present");
  expect(schema.has("sequence", null, "users_id_seq")).toBe("present");
  expect(schema.enumLabels(status)).toEqual(["active", "gone"]);
  expect(schema.columnsOfType(status)).toEqual([{ table, column: "status" }]);
});

test("dropping a table leaves its enum types, and nothing else", async () => {
  const schema = await schemaAfter([users, `op.drop_table("users")`]);
  expect(schema.has("table", null, "users")).toBe("absent");
  expect(schema.has("index", null, "users_pkey")).toBe("absent");
  expect(schema.has("sequence", null, "users_id_seq")).toBe("absent");
  expect(schema.has("type", null, "status")).toBe("present");
  expect(schema.columnsOfType(status)).toEqual([]);
});

test("after a DO block that can't be read nothing is known, until something shows it", async () => {
  const opaque = "op.execute(open('x.sql').read())";
  const schema = await schemaAfter([users, opaque]);
  expect(schema.has("table", null, "users")).toBe("unknown");
  expect(schema.has("table", null, "others")).toBe("unknown");
  expect(schema.enumLabels(status)).toBeNull();
  const later = await schemaAfter([users, opaque, `op.add_column("users", sa.Column("name", sa.Text()))`]);
  expect(later.has("table", null, "users")).toBe("present");
  expect(later.has("column", null, "name", "users")).toBe("present");
  expect(later.has("column", null, "email", "users")).toBe("unknown");
  expect(later.has("column", null, "else", "users")).toBe("unknown");
});

test("a table that may have been there before has perhaps the sequence of its serial", async () => {
  const unknownTables = `op.create_table(NAME, sa.Column("id", sa.Text()))`;
  const create = `op.execute("CREATE TABLE IF NOT EXISTS users (id serial)")`;
  expect((await schemaAfter([create])).has("sequence", null, "users_id_seq")).toBe("present");
  expect((await schemaAfter([unknownTables, create])).has("sequence", null, "users_id_seq")).toBe("unknown");
});

test("of an unknown database nothing is known", () => {
  expect(Schema.unknown.has("table", null, "users")).toBe("unknown");
  expect(Schema.empty.has("table", null, "users")).toBe("absent");
});
