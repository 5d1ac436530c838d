import { unknownContext } from "../../server/src/context.ts";
import { lint } from "../../server/src/lint.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { engine } from "../engine.ts";
import { migrationOf } from "./long-migration.ts";
import { row } from "./measure.ts";

const loaded = await engine();
const context = unknownContext(defaultSettings.helperModule);
const long = migrationOf(160);
const collect = globalThis.gc ?? (() => {});

function lintOften(times: number): number {
  for (let i = 0; i < times; i++) {
    const script = loaded.read(long, true);
    if (script !== null) lint(script, defaultSettings, context);
  }
  collect();
  return process.memoryUsage().rss;
}

const before = lintOften(20);
const after = lintOften(1000);
const length = `${(long.length / 1000).toFixed(0)} kB`;
console.log(row(`engine's memory after 1,000 lints of ${length}`, `${(after / before).toFixed(2)} × that after 20`));
