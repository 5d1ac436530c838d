import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unknownContext } from "../../server/src/context.ts";
import { lint } from "../../server/src/lint.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { engine } from "../engine.ts";
import { bundle } from "../protocol/bundle.ts";
import { writeGeneratedProject } from "./generated-project.ts";
import { migrationOf } from "./long-migration.ts";
import { row } from "./measure.ts";
import { usageOf } from "./process-usage.ts";

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

/** How many migrations the large project has. */
const many = 10_000;
const project = writeGeneratedProject(many);
const cache = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
const bare = usageOf(["-e", "0"], project).memory;
for (const [what, ...args] of [["first run"], ["nothing changed"], ["--no-cache", "--no-cache"]] as const) {
  const { memory } = usageOf([bundle, "check", ...args], project, { ALEMBIC_GUIDELINES_CACHE_DIR: cache });
  console.log(
    row(`check of ${many} migrations, ${what}`, `${memory.toFixed(0)} MB (node -e 0: ${bare.toFixed(0)} MB)`),
  );
}
rmSync(project, { recursive: true });
rmSync(cache, { recursive: true });
