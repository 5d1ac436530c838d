import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../protocol/bundle.ts";
import { inTry } from "../protocol/migrations.ts";
import { SampleProject } from "../protocol/sample-project.ts";
import { writeGeneratedProject } from "./generated-project.ts";
import { row } from "./measure.ts";
import { best, type Usage, usageOf } from "./process-usage.ts";

/**
 * The command line on one migration, on a hundred and on the projects of a corpus: with an empty cache, after a change and with nothing
 * changed, beside a Node.js that does nothing.
 * @param corpus a folder of projects; null for none.
 */
export function benchmarkCli(corpus: string | null, count = 20): string {
  const lines: string[] = [];
  const one = new SampleProject({ "migrations/versions/0001.py": inTry });
  const migration = one.path("migrations/versions/0001.py");
  lines.push(...describe("check, one migration", one.folder, [migration], migration, count));
  one.remove();
  const many = writeGeneratedProject(100);
  lines.push(...describe("check, a hundred migrations", many, [], null, Math.ceil(count / 6)));
  rmSync(many, { recursive: true });
  const projects = corpus === null ? [] : readdirSync(corpus, { withFileTypes: true });
  for (const entry of projects.filter((each) => each.isDirectory())) {
    lines.push(...describe(`check, ${entry.name}`, join(entry.parentPath, entry.name), [], null, 2));
  }
  return lines.join("\n");
}

/**
 * Runs by turns, so that what else the machine does meets all of them.
 * @param edited a file that is changed before the runs that are called so; null to leave these out.
 */
function describe(
  what: string,
  folder: string,
  paths: readonly string[],
  edited: string | null,
  count: number,
): string[] {
  const cache = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
  const run = () => usageOf([bundle, "check", ...paths], folder, { ALEMBIC_GUIDELINES_CACHE_DIR: cache });
  const usages = Array.from({ length: count }, () => {
    rmSync(cache, { recursive: true, force: true });
    const cold = run();
    if (edited !== null) appendFileSync(edited, "# a remark\n");
    const changed = edited === null ? [] : [run()];
    return { bare: usageOf(["-e", "0"], folder), cold, changed, warm: run() };
  });
  rmSync(cache, { recursive: true });
  const bare = best(usages.map((each) => each.bare));
  const cold = best(usages.map((each) => each.cold));
  const changed = edited === null ? [] : [best(usages.flatMap((each) => each.changed))];
  const warm = best(usages.map((each) => each.warm));
  const share = (part: keyof Usage, floor: number) => ((warm[part] - floor) / (cold[part] - floor)).toFixed(3);
  return [
    row(`${what}, empty cache`, beside(cold, bare)),
    ...changed.map((usage) => row("  edited", beside(usage, bare))),
    row(
      "  nothing changed",
      beside(warm, bare),
      `${share("cpu", 0)} of the first run, ${share("cpu", bare.cpu)} without the start of Node.js`,
    ),
    row("  node -e 0", beside(bare, bare)),
  ];
}

function beside({ wall, cpu, memory }: Usage, bare: Usage): string {
  const part = (time: number, floor: number) => `${time.toFixed(0)} ms (${(time / floor).toFixed(1)} ×)`;
  return `${part(wall, bare.wall)}, of the processors ${part(cpu, bare.cpu)}, ${memory.toFixed(0)} MB`;
}
