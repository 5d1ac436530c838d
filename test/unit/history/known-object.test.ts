import { describe, expect, it } from "vitest";
import { candidatesFor } from "../../../server/src/history/knowledge/candidates.ts";
import { knownObject } from "../../../server/src/history/knowledge/known-object.ts";
import { valueOrigins } from "../../../server/src/history/knowledge/origins.ts";
import type { Named } from "../../../server/src/migration/names/name-place.ts";
import { engine } from "../../engine.ts";
import { historyAmong, versionsFolder } from "../../revision-scripts.ts";
import { migration } from "../../rule-case.ts";

/** What is asked of the schema that revisions with these lines have led to, one after the other. */
async function questionAfter(...upgrades: readonly string[]) {
  const others = upgrades.map((lines, index) => {
    const parent = index === 0 ? "None" : `"r${index - 1}"`;
    const body = `from alembic import op\nimport sqlalchemy as sa\nrevision = "r${index}"\ndown_revision = ${parent}\ndef upgrade():\n    ${lines.replaceAll("\n", "\n    ")}\n`;
    return [`${index}.py`, body] as const;
  });
  const own = migration("def upgrade():\n    pass\n").replace(
    'down_revision = "a"',
    `down_revision = "r${upgrades.length - 1}"`,
  );
  const history = historyAmong(await engine(), own, new Map(others));
  return { schema: history.before(), upgrades: history.earlier() };
}

const sql = (text: string) => `op.execute(${JSON.stringify(text)})`;
const mood: Named = { kind: "type", schema: null };
const ofUsers: Named = { kind: "column", tables: [{ schema: null, name: "users" }] };

describe("what is known of an enum type", () => {
  it("tells which revision each value comes from: adding it again adds nothing", async () => {
    const question = await questionAfter(
      sql("CREATE TYPE mood AS ENUM ('sad', 'ok')"),
      sql("ALTER TYPE mood ADD VALUE 'happy'"),
      sql("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy'"),
      sql("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'"),
    );
    const known = knownObject({ name: "mood", what: mood }, question);
    expect(known?.definition).toEqual(["mood ('sad', 'fine', 'happy')"]);
    expect(known?.events.map(({ what, place }) => [what, place.path.replace(versionsFolder, "")])).toEqual([
      ["created", "0.py"],
      [{ values: ["fine"] }, "3.py"],
      [{ values: ["happy"] }, "1.py"],
    ]);
  });

  it("begins anew with a type that is made again", async () => {
    const { upgrades } = await questionAfter(
      sql("CREATE TYPE mood AS ENUM ('sad')"),
      sql("DROP TYPE mood"),
      sql("CREATE TYPE mood AS ENUM ('sad', 'ok')"),
    );
    const origins = valueOrigins({ schema: "public", name: "mood" }, ["sad", "ok"], upgrades);
    expect(origins.map(({ values, place }) => [values, place?.path.replace(versionsFolder, "")])).toEqual([
      [["sad", "ok"], "2.py"],
    ]);
  });

  it("is not told of a value of several columns' types", async () => {
    const question = await questionAfter(
      sql("CREATE TYPE mood AS ENUM ('sad')"),
      sql("CREATE TABLE users (mood mood)"),
      sql("CREATE TABLE orders (mood text)"),
    );
    const of = (...tables: readonly string[]): Named => ({
      kind: "enum value",
      of: { column: "mood", tables: tables.map((name) => ({ schema: null, name })) },
    });
    expect(knownObject({ name: "sad", what: of("users") }, question)?.presence).toBe("present");
    expect(knownObject({ name: "sad", what: of("users", "orders") }, question)).toBeNull();
    expect(candidatesFor(of("users", "orders"), question.schema, false)).toEqual([]);
  });
});

describe("what is known of a table", () => {
  it("ends after twenty columns", async () => {
    const columns = Array.from({ length: 23 }, (_, index) => `c${index} int`).join(", ");
    const question = await questionAfter(sql(`CREATE TABLE wide (${columns})`));
    const { definition = [] } = knownObject({ name: "wide", what: { kind: "relation", schema: null } }, question) ?? {};
    expect(definition).toHaveLength(23);
    expect(definition.slice(-3)).toEqual(["  c19 integer", "  -- and 3 more", ")"]);
  });

  it("says what is not known of it", async () => {
    const question = await questionAfter(`op.create_table("users", sa.Column("id", type_of()), *more())`);
    expect(knownObject({ name: "users", what: { kind: "relation", schema: null } }, question)?.definition).toEqual([
      "users (",
      "  id -- unknown: the type of column id",
      "  -- unknown: what other columns it has",
      ")",
    ]);
  });

  it("tells that it was renamed", async () => {
    const question = await questionAfter(sql("CREATE TABLE users (id int)"), `op.rename_table("users", "people")`);
    const known = knownObject({ name: "users", what: { kind: "relation", schema: null } }, question);
    expect(known?.presence).toBe("absent");
    expect(known?.events.map(({ what, place }) => [what, place.path.replace(versionsFolder, "")])).toEqual([
      ["renamed", "1.py"],
    ]);
  });

  it("names what has put it in doubt", async () => {
    const question = await questionAfter(sql("CREATE TABLE users (id int)"), "op.execute(statement())");
    const known = knownObject({ name: "id", what: ofUsers }, question);
    expect(known?.presence).toBe("unknown");
    expect(known?.gap?.place.path).toBe(`${versionsFolder}1.py`);
  });
});

describe("a column of one of several tables", () => {
  it("is told of only where one of them has it", async () => {
    const question = await questionAfter(
      sql("CREATE TABLE users (id int, name text)"),
      sql("CREATE TABLE orders (id int)"),
    );
    const what: Named = { kind: "column", tables: ["users", "orders"].map((name) => ({ schema: null, name })) };
    expect(knownObject({ name: "name", what }, question)?.title).toBe("users.name");
    expect(knownObject({ name: "id", what }, question)).toBeNull();
    expect(knownObject({ name: "other", what }, question)).toBeNull();
  });
});
