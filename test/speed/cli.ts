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
export function benchmarkCli(corpus: string | null, count = 10): string {
  const bare = best(repeat(count, () => usageOf(["-e", "0"], tmpdir())));
  const lines = [row("node -e 0", `${bare.wall.toFixed(0)} ms, ${bare.cpu.toFixed(0)} ms of processor time`)];
  const one = new SampleProject({ "migrations/versions/0001.py": inTry });
  const migration = one.path("migrations/versions/0001.py");
  lines.push(...describe("check, one migration", one.folder, [migration], migration, bare, count));
  one.remove();
  const many = writeGeneratedProject(100);
  lines.push(...describe("check, a hundred migrations", many, [], null, bare, Math.ceil(count / 3)));
  rmSync(many, { recursive: true });
  const projects = corpus === null ? [] : readdirSync(corpus, { withFileTypes: true });
  for (const entry of projects.filter((each) => each.isDirectory())) {
    lines.push(...describe(`check, ${entry.name}`, join(entry.parentPath, entry.name), [], null, bare, 2));
  }
  return lines.join("\n");
}

/** @param edited a file that is changed before the runs that are called so; null to leave these out. */
function describe(
  what: string,
  folder: string,
  paths: readonly string[],
  edited: string | null,
  bare: Usage,
  count: number,
): string[] {
  const cache = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
  const run = () => usageOf([bundle, "check", ...paths], folder, { ALEMBIC_GUIDELINES_CACHE_DIR: cache });
  const coldRun = () => {
    rmSync(cache, { recursive: true, force: true });
    return run();
  };
  const editedRun = (path: string) => {
    appendFileSync(path, "# a remark\n");
    return run();
  };
  const cold = best(repeat(count, coldRun));
  const warm = best(repeat(count, run));
  const changed = edited === null ? null : best(repeat(count, () => editedRun(edited)));
  rmSync(cache, { recursive: true });
  const share = (part: keyof Usage, floor: number) => ((warm[part] - floor) / (cold[part] - floor)).toFixed(3);
  return [
    row(`${what}, empty cache`, `${times(cold, bare)}, ${cold.memory.toFixed(0)} MB`),
    ...(changed === null ? [] : [row("  edited", `${times(changed, bare)}, ${changed.memory.toFixed(0)} MB`)]),
    row(
      "  nothing changed",
      `${times(warm, bare)}, ${warm.memory.toFixed(0)} MB`,
      `${share("cpu", 0)} of the first run, ${share("cpu", bare.cpu)} without the start of Node.js`,
    ),
  ];
}

function times({ wall, cpu }: Usage, bare: Usage): string {
  return `${(wall / bare.wall).toFixed(1)} × node -e 0 (processor time ${(cpu / bare.cpu).toFixed(1)} ×)`;
}

function repeat<Value>(count: number, work: () => Value): Value[] {
  return Array.from({ length: count }, work);
}
