import { describe, expect, test } from "vitest";
import { unknownContext } from "../../server/src/context.ts";
import { lint } from "../../server/src/lint.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { engine } from "../engine.ts";
import { migration } from "../rule-case.ts";

/** Migrations in which one rule has much to say, or much to write in a fix. */
const shapes: Readonly<Record<string, (count: number) => string>> = {
  "types changed without USING": (count) =>
    upgrade(count, (n) => `op.alter_column("t${n}", "c", existing_type=sa.String(), type_=sa.Integer())`),
  "another unknown schema each": (count) =>
    upgrade(count, (n) => `op.create_table("t", sa.Column("id", sa.Integer()), schema="s${n}")`),
  "foreign keys of one table": (count) =>
    upgrade(count, (n) => `op.create_foreign_key("fk${n}", "t", "u", ["c${n}"], ["id"])`),
  "columns of one ALTER TABLE": (count) => {
    const commands = lines(count, (n) => `ADD COLUMN c${n} int`).join(", ");
    return upgrade(1, () => `op.execute("ALTER TABLE t ${commands}")`);
  },
  "colons in a text of escaped quotes": (count) => {
    const json = lines(count, (n) => `\\"a${n}\\":b${n},`).join("");
    return upgrade(1, () => `op.execute(sa.text("INSERT INTO t VALUES ('{${json}}')"))`);
  },
  "enum types of one table's columns": (count) => {
    const columns = lines(count, (n) => `sa.Column("c${n}", sa.Enum("a", name="e${n}"))`).join(", ");
    return `${upgrade(1, () => `op.create_table("t", ${columns})`)}\n\ndef downgrade():\n    op.drop_table("t")\n`;
  },
  "tables that are dropped again": (count) => {
    const created = upgrade(
      count,
      (n) => `op.create_table("t${n}", sa.Column("u", sa.Integer(), sa.ForeignKey("u.id")))`,
    );
    return `${created}\n\ndef downgrade():\n${lines(count, (n) => `    op.drop_table("t${n}")\n`).join("")}`;
  },
};

function upgrade(count: number, line: (n: number) => string): string {
  return `def upgrade():\n${lines(count, (n) => `    ${line(n)}\n`).join("")}`;
}

function lines(count: number, line: (n: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, n) => line(n));
}

describe("the time for a file grows as its findings do, not as their square", () => {
  test.each(Object.entries(shapes))("%s", async (_name, source) => {
    const loaded = await engine();
    const context = unknownContext(defaultSettings.helperModule);
    const time = (count: number) => {
      const script = loaded.read(migration(source(count)), true);
      if (script === null) throw new Error("no migration");
      const before = process.cpuUsage();
      lint(script, defaultSettings, context);
      return process.cpuUsage(before).user / 1000;
    };
    const best = (count: number) => Math.min(time(count), time(count), time(count));
    best(100);
    // What takes no time grows by chance.
    const few = Math.max(best(500), 10);
    // As many times as there are more of them, and as much again and again for the machine's moods; the square would be 64 times.
    expect(best(4_000) / few).toBeLessThan(24);
  });
});
