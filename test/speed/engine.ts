import { relative } from "node:path";
import { engineOf } from "../../server/src/engine.ts";
import { lint } from "../../server/src/lint.ts";
import { rules } from "../../server/src/rules/index.ts";
import { engine } from "../engine.ts";
import { corpusFolder } from "./corpus.ts";
import { BestTimes, row, spent } from "./measure.ts";
import { migrationsIn } from "./migrations.ts";
import { pythonTime, squawkTime } from "./other-tools.ts";

const { parsers } = await engine();
const { python, postgres } = parsers;
const corpus = corpusFolder();
const migrations = await migrationsIn(corpus, parsers);
const { all } = migrations;
// V8 compiles what runs often after some rounds only. Of thousands of files a few are enough.
const rounds = Math.min(40, Math.max(3, Math.ceil(6_000 / all.length)));

type Phase = "bare Python" | "bare SQL" | "syntax" | "operations" | "findings";
const phases = new Map<Phase, BestTimes>();
const ofRules = new Map<string, BestTimes>();

function time<K>(times: Map<K, BestTimes>, what: K, index: number, work: () => unknown): void {
  const known = times.get(what);
  const best = known ?? new BestTimes(all.length);
  if (known === undefined) times.set(what, best);
  best.note(index, spent(work));
}

for (let round = 0; round < rounds; round++) {
  // Engines that remember nothing of the round before.
  const fresh = engineOf(parsers);
  const another = engineOf(parsers);
  for (const [index, migration] of all.entries()) {
    const { source, sql, settings, context } = migration;
    const phase = (name: Phase, work: () => unknown) => time(phases, name, index, work);
    phase("bare Python", () => python.parseOnly(source));
    phase("bare SQL", () => {
      for (const text of sql) postgres.parse(text);
    });
    phase("syntax", () => python.parse(source));
    let script = migrations.read(migration, another);
    phase("operations", () => {
      script = migrations.read(migration, fresh);
    });
    phase("findings", () => lint(script, settings, context));
    // Of another script, about which nothing has been found out yet.
    const unknown = migrations.read(migration, another);
    const fixes: unknown[] = [];
    for (const rule of rules) {
      time(ofRules, rule.name, index, () => {
        for (const report of rule.check(unknown, context, settings)) fixes.push(report.fix);
      });
    }
  }
}

const total = (phase: Phase) => phases.get(phase)?.total ?? Number.NaN;
const bare = total("bare Python") + total("bare SQL");
const whole = total("operations") + total("findings");
const times = (time: number) => `${(time / bare).toFixed(2)} ×`;
const perFile = (time: number) => `${((time * 1000) / all.length).toFixed(0)} µs a file`;
const print = (what: string, time: number) => console.log(row(`  ${what}`, times(time), perFile(time)));

console.log(`Engine, ${all.length} migrations, as multiples of the bare parse of the same Python and SQL`);
print("all of it", whole);
print("bare parse of the Python", total("bare Python"));
print("bare parse of its SQL", total("bare SQL"));
print("syntax as data", total("syntax") - total("bare Python"));
print("evaluation, reading into operations", total("operations") - total("syntax") - total("bare SQL"));
print("rules, which compose their fixes", total("findings"));
print("once: replay of the histories", migrations.replay);

console.log("The rules that take longest, with their fixes; what several need, the first of them finds out");
const slowRules = [...ofRules].map(([name, { total }]) => ({ name, total })).sort((a, b) => b.total - a.total);
for (const { name, total } of slowRules.slice(0, 10)) print(name, total);

console.log("The migrations that take longest");
const timeOf = (index: number) => (phases.get("operations")?.of(index) ?? 0) + (phases.get("findings")?.of(index) ?? 0);
const slowFiles = [...all.keys()].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, 10);
for (const index of slowFiles) {
  const path = all[index]?.path ?? "";
  const own = (phases.get("bare Python")?.of(index) ?? 0) + (phases.get("bare SQL")?.of(index) ?? 0);
  const figures = [`${timeOf(index).toFixed(1)} ms`, `${(timeOf(index) / own).toFixed(2)} × its bare parse`];
  console.log(row(`  ${figures.join(", ")}`, corpus === null ? path : relative(corpus, path)));
}

console.log("Others on the same files, for information");
print("python3: ast.parse and ast.walk", pythonTime(all.map(({ source }) => source)));
const squawk = await squawkTime(all.map(({ sql }) => sql));
if (typeof squawk === "string") console.log(`  squawk on their SQL: ${squawk}`);
else if (squawk <= 0) console.log("  squawk on their SQL: no longer than its start");
else print("squawk on their SQL", squawk);
