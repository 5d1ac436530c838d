import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unknownContext } from "../../server/src/context.ts";
import { lint } from "../../server/src/lint.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { engine } from "../engine.ts";
import { longMigration } from "./long-migration.ts";
import { row } from "./measure.ts";

const versions = join(import.meta.dirname, "../../examples/migrations/versions");
const examples = readdirSync(versions).filter((name) => name.endsWith(".py"));
const tables = longMigration.slice(longMigration.indexOf("    op.create_table("));
/** A migration `times` times as long as the busy one. */
const longer = (times: number) => longMigration + tables.repeat(times - 1);
const sources = [...examples.map((name) => readFileSync(join(versions, name), "utf8")), longMigration, longer(4)];
const rounds = 40;

const loaded = await engine();
const context = unknownContext(defaultSettings.helperModule);

/** The SQL that reading the sources has parsed. */
function sqlOf(source: string): readonly string[] {
  const texts: string[] = [];
  const { postgres } = loaded.parsers;
  for (const { statement, start, end } of loaded.read(source, true)?.operations ?? []) {
    if (statement !== null) {
      const text = source.slice(start, end);
      if (postgres.parse(text).ok) texts.push(text);
    }
  }
  return texts;
}

const sql = sources.map(sqlOf);
function readAndLint(source: string): void {
  const script = loaded.read(source, true);
  if (script !== null) lint(script, defaultSettings, context);
}

const { python, postgres } = loaded.parsers;
const phases: Readonly<Record<string, (source: string, texts: readonly string[]) => void>> = {
  "bare parse of the Python": (source) => python.parseOnly(source),
  "bare parse of its SQL": (_source, texts) => {
    for (const text of texts) postgres.parse(text);
  },
  "parse, syntax as data": (source) => python.parse(source),
  "read into operations": (source) => loaded.read(source, true),
  "read and lint, with fixes": readAndLint,
};

// All phases in each round, the best of each: what else the machine does falls on all of them alike.
const best = new Map<string, number>();
for (let round = 0; round < rounds; round++) {
  for (const [name, work] of Object.entries(phases)) {
    const start = performance.now();
    for (const [index, source] of sources.entries()) work(source, sql[index] ?? []);
    best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, performance.now() - start));
  }
}
const bare = (best.get("bare parse of the Python") ?? 0) + (best.get("bare parse of its SQL") ?? 0);
console.log(`Engine, ${sources.length} files, as multiples of the bare parse of the same Python and SQL`);
for (const [name, time] of best) console.log(row(`  ${name}`, `${(time / bare).toFixed(2)} ×`));

const long = longer(16);
const collect = globalThis.gc ?? (() => {});
const lintOften = (times: number) => {
  for (let i = 0; i < times; i++) readAndLint(long);
  collect();
  return process.memoryUsage().rss;
};
const before = lintOften(20);
const after = lintOften(1000);
console.log(
  row(
    `  memory after 1,000 lints of ${(long.length / 1000).toFixed(0)} kB`,
    `${(after / before).toFixed(2)} × that after 20`,
  ),
);
