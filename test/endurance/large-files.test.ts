import { expect, test } from "vitest";
import { engine } from "../engine.ts";
import { checkCase, migration } from "../rule-case.ts";

test("a file of 5 MB", async () => {
  const rows = Array.from(
    { length: 60_000 },
    (_, i) => `        {"id": ${i}, "name": "a name that is made up for row ${i}"},\n`,
  ).join("");
  const source = migration(
    `${`ROWS = [\n${rows}${rows.slice(0, 1_000_000)}`.replace(/[^\n]*$/, "")}]\n\n\ndef upgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`,
  );
  expect(source.length).toBeGreaterThan(4_000_000);
  await checkCase("enum-add-without-helper", { source });
});

test("lint after lint of a 150 kB file does not grow the process", async () => {
  const loaded = await engine();
  const body = Array.from(
    { length: 2700 },
    (_, i) => `    op.execute("ALTER TABLE t${i % 50} ADD COLUMN c${i % 7} integer")\n`,
  ).join("");
  const source = migration(`def upgrade():\n${body}`);
  expect(source.length).toBeGreaterThan(148_000);
  const sizeAfter = (lints: number) => {
    for (let i = 0; i < lints; i++) loaded.read(source, false);
    return process.memoryUsage().rss;
  };
  const before = sizeAfter(30);
  const after = sizeAfter(100);
  // Trees that aren't freed cost about 2 MB a lint: 100 of them would double the process. (`npm run bench` does 1,000.)
  expect(after / before).toBeLessThan(1.4);
});
